import * as proto from './write-fields.ts';

/** TensorProto fields and DataType values of tensorboard/compat/proto/{tensor,types}.proto. */
const dataTypes = { float: 1, double: 2, string: 7 } as const;

export function floatTensor(shape: readonly number[], values: Float32Array): Uint8Array {
  return tensor(dataTypes.float, shape, values.length === 0 ? [] : [proto.bytes(4, littleEndian(values, 4))]);
}

export function doubleTensor(shape: readonly number[], values: Float64Array): Uint8Array {
  return tensor(dataTypes.double, shape, [proto.bytes(4, littleEndian(values, 8))]);
}

/** A rank-0 string without `shape`. */
export function stringTensor(values: readonly (string | Uint8Array)[], shape: readonly number[] = []): Uint8Array {
  return tensor(
    dataTypes.string,
    shape,
    values.map((value) => (typeof value === 'string' ? proto.string(8, value) : proto.bytes(8, value))),
  );
}

function tensor(dataType: number, shape: readonly number[], content: readonly Uint8Array[]): Uint8Array {
  // As every number of proto3, a size of 0 is one that isn't written.
  const dimensions = shape.map((size) => proto.bytes(2, size === 0 ? proto.message() : proto.varint(1, size)));
  return proto.message(proto.varint(1, dataType), proto.bytes(2, proto.message(...dimensions)), ...content);
}

function littleEndian(values: Float32Array | Float64Array, size: 4 | 8): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, index) =>
    size === 4 ? view.setFloat32(index * 4, value, true) : view.setFloat64(index * 8, value, true),
  );
  return new Uint8Array(view.buffer);
}
