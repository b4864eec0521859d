import * as proto from './write-fields.ts';

/** A node of the Graphs view. Parts of `name` between slashes are boxes within boxes. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes that it reads. */
  readonly inputs: readonly string[];
  /** Shape of its result, which is written at the edge; -1 for a size that is free. */
  readonly shape?: readonly number[];
  /** What is shown in the panel of a node that is selected. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** `GraphDef` of tensorboard/compat/proto/graph.proto. */
export function graphDefinition(nodes: readonly GraphNode[]): Uint8Array {
  return proto.message(
    ...nodes.map((node) => proto.bytes(1, nodeMessage(node))),
    proto.bytes(4, proto.varint(1, producer)),
  );
}

/** A version that TensorBoard takes for current. */
const producer = 22;

function nodeMessage({ name, op, inputs, shape, attributes = {} }: GraphNode): Uint8Array {
  return proto.message(
    proto.string(1, name),
    proto.string(2, op),
    ...inputs.map((input) => proto.string(3, input)),
    ...(shape ? [attribute('_output_shapes', proto.bytes(1, proto.bytes(7, shapeMessage(shape))))] : []),
    ...Object.entries(attributes).map(([key, value]) => attribute(key, proto.string(2, value))),
  );
}

/** An entry of the map `attr`, whose value is an `AttrValue`. */
function attribute(key: string, value: Uint8Array): Uint8Array {
  return proto.bytes(5, proto.message(proto.string(1, key), proto.bytes(2, value)));
}

/** `TensorShapeProto`. -1 is the 64 bits of two's complement, which a varint writes in ten bytes. */
function shapeMessage(shape: readonly number[]): Uint8Array {
  return proto.message(
    ...shape.map((size) => proto.bytes(2, size === -1 ? freeSize : proto.message(proto.varint(1, size)))),
  );
}

const freeSize = Uint8Array.of(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
