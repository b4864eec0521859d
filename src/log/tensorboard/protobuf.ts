/**
 * The part of the Protocol Buffers wire format that event files need. A message is the concatenation of its fields:
 * each function returns the bytes of one field, and `message` joins them. Zeros are written like any other value.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/** int64, uint32, enum or bool. `value` is a non-negative safe integer. */
export function varint(field: number, value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`expected a non-negative integer, got ${value}`);
  return Buffer.concat([key(field, wireTypes.varint), encodeVarint(value)]);
}

export function double(field: number, value: number): Uint8Array {
  const bits = Buffer.allocUnsafe(8);
  bits.writeDoubleLE(value);
  return Buffer.concat([key(field, wireTypes.fixed64), bits]);
}

export function float(field: number, value: number): Uint8Array {
  const bits = Buffer.allocUnsafe(4);
  bits.writeFloatLE(value);
  return Buffer.concat([key(field, wireTypes.fixed32), bits]);
}

/** A bytes field or a nested message. */
export function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([key(field, wireTypes.lengthDelimited), encodeVarint(value.length), value]);
}

export function string(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value));
}

export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

function key(field: number, wireType: number): Uint8Array {
  return encodeVarint(field * 8 + wireType);
}

/** Seven bits per byte, lowest first. Arithmetic replaces shifts, since values may need more than 32 bits. */
function encodeVarint(value: number): Uint8Array {
  const encoded: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) encoded.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...encoded, rest]);
}
