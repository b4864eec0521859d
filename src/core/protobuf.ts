/**
 * The part of the Protocol Buffers wire format that event files need. A message is the concatenation of its fields,
 * so each function returns bytes and `message` joins them. Zeros are written like any other value.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/** int32, int64, uint32, enum or bool. `value` is a non-negative safe integer. */
export function varint(field: number, value: number): Uint8Array {
  return Uint8Array.from([...varintBytes(tag(field, wireTypes.varint)), ...varintBytes(value)]);
}

export function double(field: number, value: number): Uint8Array {
  const content = Buffer.alloc(8);
  content.writeDoubleLE(value);
  return message(varintBytes(tag(field, wireTypes.fixed64)), content);
}

export function float(field: number, value: number): Uint8Array {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return message(varintBytes(tag(field, wireTypes.fixed32)), content);
}

/** A bytes field or a nested message. */
export function bytes(field: number, value: Uint8Array): Uint8Array {
  return message(varintBytes(tag(field, wireTypes.lengthDelimited)), varintBytes(value.length), value);
}

export function string(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value, 'utf8'));
}

const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

function tag(field: number, wireType: number): number {
  return field * 8 + wireType;
}

/** Seven bits a byte, lowest first; arithmetic instead of shifts because steps may pass 32 bits. */
function varintBytes(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`expected a non-negative integer, got ${value}`);
  const result: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) result.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...result, rest]);
}
