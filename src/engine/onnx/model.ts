import type { DataType } from '@tensorflow/tfjs-core';
import * as protobuf from 'tensorboard-ts-writer/protobuf';

/**
 * An ONNX model as data, and its encoding.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export interface Model {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Which operators it may use, and so which versions of a runtime read it; the newest if absent. */
  readonly operatorSet?: OperatorSet;
  /** Free text by key. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Node {
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** A whole number is an INT, `float(x)` a FLOAT, a list INTS, `floats(list)` FLOATS. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | Float | Floats>>;

interface Float {
  readonly float: number;
}

interface Floats {
  readonly floats: readonly number[];
}

export const float = (value: number): Float => ({ float: value });
export const floats = (values: readonly number[]): Floats => ({ floats: values });

export type ElementType = keyof typeof elementTypes;

export interface Initializer extends Port {
  readonly shape: readonly number[];
  /** Little-endian elements in row-major order. */
  readonly bytes: Uint8Array;
}

export interface Port {
  readonly name: string;
  readonly type: ElementType;
  /** A name stands for a size that each call may choose: the same one wherever the name is the same. */
  readonly shape: readonly (number | string)[];
}

/** TensorProto.DataType, by the names that TensorFlow.js has for them. */
export const elementTypes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

/** TensorFlow.js's types as ONNX names them. Strings and complex numbers have no place in a graph. */
export function elementTypeOf(dtype: DataType): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`Expected a tensor of numbers or booleans, got ${dtype}, which no ONNX graph computes with.`);
}

/** The version of the format that came with each version of ONNX's operators. */
const irVersions = { 18: 8, 21: 10 } as const;
export type OperatorSet = keyof typeof irVersions;

const newest: OperatorSet = 21;

/** ONNX Runtime's own operators have one version. */
const versionElsewhere = 1;

/** Field numbers of onnx.proto, by message and field as they are called there. */
const fields = {
  ModelProto: { ir_version: 1, producer_name: 2, graph: 7, opset_import: 8, metadata_props: 14 },
  StringStringEntryProto: { key: 1, value: 2 },
  OperatorSetIdProto: { domain: 1, version: 2 },
  GraphProto: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
  NodeProto: { input: 1, output: 2, name: 3, op_type: 4, attribute: 5, domain: 7 },
  AttributeProto: { name: 1, f: 2, i: 3, s: 4, floats: 7, ints: 8, type: 20 },
  TensorProto: { dims: 1, data_type: 2, name: 8, raw_data: 9 },
  ValueInfoProto: { name: 1, type: 2 },
  TypeProto: { tensor_type: 1 },
  TensorTypeProto: { elem_type: 1, shape: 2 },
  TensorShapeProto: { dim: 1 },
  DimensionProto: { dim_value: 1, dim_param: 2 },
} as const;

/** AttributeProto.AttributeType. */
const attributeTypes = { FLOAT: 1, INT: 2, STRING: 3, FLOATS: 6, INTS: 7 } as const;

/**
 * Where ONNX Runtime knows the sizes of a model's values, it looks for each one for an earlier value of the same size,
 * whose memory it keeps for it. In a step of a thousand nodes, the search takes half of the time in which a session is
 * made, and a quarter of the memory waits like that.
 * @param open tells no sizes, so that each value is freed after its last use: inputs may have any shape, and a caller
 * could replace the constants, though none does, so that nothing is concluded from them
 */
export function encodeModel(model: Model, { open = false } = {}): Uint8Array {
  const { ModelProto, GraphProto } = fields;
  const { operatorSet = newest, metadata = {} } = model;
  const inputs = [...model.inputs, ...(open ? model.initializers : [])];
  const graph = [
    ...model.nodes.map((node) => protobuf.nested(GraphProto.node, encodeNode(node))),
    protobuf.string(GraphProto.name, 'tessera'),
    ...model.initializers.map((item) => protobuf.nested(GraphProto.initializer, encodeInitializer(item))),
    ...inputs.map((port) => protobuf.nested(GraphProto.input, encodePort(port, open))),
    ...model.outputs.map((port) => protobuf.nested(GraphProto.output, encodePort(port, open))),
  ];
  const domains = new Set(['', ...model.nodes.map(({ domain }) => domain)]);
  return protobuf.message(
    protobuf.integer(ModelProto.ir_version, irVersions[operatorSet]),
    protobuf.string(ModelProto.producer_name, 'tessera'),
    protobuf.nested(ModelProto.graph, graph),
    ...[...domains].map((domain) => encodeOperatorSet(domain, domain === '' ? operatorSet : versionElsewhere)),
    ...Object.entries(metadata).map(([key, value]) => encodeEntry(key, value)),
  );
}

function encodeOperatorSet(domain: string, version: number): Uint8Array {
  const { ModelProto, OperatorSetIdProto } = fields;
  return protobuf.nested(ModelProto.opset_import, [
    protobuf.string(OperatorSetIdProto.domain, domain),
    protobuf.integer(OperatorSetIdProto.version, version),
  ]);
}

function encodeEntry(key: string, value: string): Uint8Array {
  const { ModelProto, StringStringEntryProto } = fields;
  return protobuf.nested(ModelProto.metadata_props, [
    protobuf.string(StringStringEntryProto.key, key),
    protobuf.string(StringStringEntryProto.value, value),
  ]);
}

function encodeNode({ operator, domain, inputs, outputs, attributes }: Node): Uint8Array[] {
  const { NodeProto } = fields;
  return [
    ...inputs.map((name) => protobuf.string(NodeProto.input, name)),
    ...outputs.map((name) => protobuf.string(NodeProto.output, name)),
    // The name shows up in ONNX Runtime's errors and profiles.
    protobuf.string(NodeProto.name, `${operator}:${outputs[0]}`),
    protobuf.string(NodeProto.op_type, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      protobuf.nested(NodeProto.attribute, [
        protobuf.string(fields.AttributeProto.name, name),
        ...encodeAttribute(value),
      ]),
    ),
    protobuf.string(NodeProto.domain, domain),
  ];
}

function encodeAttribute(value: Attributes[string]): Uint8Array[] {
  const { AttributeProto } = fields;
  const typed = (type: keyof typeof attributeTypes) => protobuf.integer(AttributeProto.type, attributeTypes[type]);
  if (typeof value === 'number') return [protobuf.integer(AttributeProto.i, value), typed('INT')];
  if (typeof value === 'string') return [protobuf.string(AttributeProto.s, value), typed('STRING')];
  if ('float' in value) return [protobuf.float(AttributeProto.f, value.float), typed('FLOAT')];
  if ('floats' in value)
    return [...value.floats.map((item) => protobuf.float(AttributeProto.floats, item)), typed('FLOATS')];
  return [...value.map((item) => protobuf.integer(AttributeProto.ints, item)), typed('INTS')];
}

function encodeInitializer({ name, type, shape, bytes }: Initializer): Uint8Array[] {
  const { TensorProto } = fields;
  return [
    ...shape.map((dimension) => protobuf.integer(TensorProto.dims, dimension)),
    protobuf.integer(TensorProto.data_type, elementTypes[type]),
    protobuf.string(TensorProto.name, name),
    protobuf.bytes(TensorProto.raw_data, bytes),
  ];
}

function encodePort({ name, type, shape }: Port, open: boolean): Uint8Array[] {
  const { ValueInfoProto, TypeProto, TensorTypeProto, TensorShapeProto, DimensionProto } = fields;
  const dimensions = shape.map((dimension) =>
    protobuf.nested(TensorShapeProto.dim, [
      typeof dimension === 'number'
        ? protobuf.integer(DimensionProto.dim_value, dimension)
        : protobuf.string(DimensionProto.dim_param, dimension),
    ]),
  );
  const tensor = [
    protobuf.integer(TensorTypeProto.elem_type, elementTypes[type]),
    ...(open ? [] : [protobuf.nested(TensorTypeProto.shape, dimensions)]),
  ];
  return [
    protobuf.string(ValueInfoProto.name, name),
    protobuf.nested(ValueInfoProto.type, [protobuf.nested(TypeProto.tensor_type, tensor)]),
  ];
}
