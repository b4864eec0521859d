import type { DataType } from '@tensorflow/tfjs-core';
import { type Bytes, bytesField, concat, floatField, integerField, messageField, stringField } from './protobuf.ts';

/**
 * An ONNX model as data, and its encoding.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export interface Model {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

export interface Node {
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** A whole number is an INT, `float(x)` a FLOAT, a list INTS. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | Float>>;

interface Float {
  readonly float: number;
}

export const float = (value: number): Float => ({ float: value });

export type ElementType = keyof typeof elementTypes;

export interface Initializer extends Port {
  /** Little-endian elements in row-major order. */
  readonly bytes: Bytes;
}

export interface Port {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** TensorProto.DataType, by the names that TensorFlow.js has for them. */
export const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const;

/** TensorFlow.js's types as ONNX names them. Strings and complex numbers have no place in a graph. */
export function elementTypeOf(dtype: DataType): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`Expected a tensor of numbers or booleans, got ${dtype}, which no ONNX graph computes with.`);
}

const irVersion = 10;
const operatorSets = { '': 21, 'com.microsoft': 1 };

export function encodeModel(model: Model): Bytes {
  const graph = [
    ...model.nodes.map((node) => messageField(1, encodeNode(node))),
    stringField(2, 'tessera'),
    ...model.initializers.map((initializer) => messageField(5, encodeInitializer(initializer))),
    ...model.inputs.map((port) => messageField(11, encodePort(port))),
    ...model.outputs.map((port) => messageField(12, encodePort(port))),
  ];
  const sets = Object.entries(operatorSets).map(([domain, version]) =>
    messageField(8, [stringField(1, domain), integerField(2, version)]),
  );
  return concat([integerField(1, irVersion), messageField(7, graph), ...sets]);
}

function encodeNode(node: Node): Bytes[] {
  return [
    ...node.inputs.map((name) => stringField(1, name)),
    ...node.outputs.map((name) => stringField(2, name)),
    // The name shows up in ONNX Runtime's errors and profiles.
    stringField(3, `${node.operator}:${node.outputs[0]}`),
    stringField(4, node.operator),
    ...Object.entries(node.attributes).map(([name, value]) => messageField(5, encodeAttribute(name, value))),
    stringField(7, node.domain),
  ];
}

function encodeAttribute(name: string, value: Attributes[string]): Bytes[] {
  const [floatType, intType, stringType, intsType] = [1, 2, 3, 7].map((type) => integerField(20, type)) as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ];
  if (typeof value === 'number') return [stringField(1, name), integerField(3, value), intType];
  if (typeof value === 'string') return [stringField(1, name), stringField(4, value), stringType];
  if ('float' in value) return [stringField(1, name), floatField(2, value.float), floatType];
  return [stringField(1, name), ...value.map((item) => integerField(8, item)), intsType];
}

function encodeInitializer({ name, type, shape, bytes }: Initializer): Bytes[] {
  return [
    ...shape.map((dimension) => integerField(1, dimension)),
    integerField(2, elementTypes[type]),
    stringField(8, name),
    bytesField(9, bytes),
  ];
}

function encodePort({ name, type, shape }: Port): Bytes[] {
  const dimensions = shape.map((dimension) => messageField(1, [integerField(1, dimension)]));
  const tensor = [integerField(1, elementTypes[type]), messageField(2, dimensions)];
  return [stringField(1, name), messageField(2, [messageField(1, tensor)])];
}
