import { wireTypes } from './wire-types.ts';

/**
 * Writes the part of the Protocol Buffers wire format that event files and ONNX models need. A message is the
 * concatenation of its fields: each function returns the bytes of one field, and `message` joins them. Zeros are
 * written like any other value. An ONNX model has tens of thousands of fields, so each is one small buffer of the right
 * size.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/** int32, int64, uint32, enum or bool. `value` is a non-negative safe integer. */
export function varint(field: number, value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`expected a non-negative integer, got ${value}`);
  const key = tag(field, wireTypes.varint);
  const target = Buffer.allocUnsafe(sizeOf(key) + sizeOf(value));
  write(target, value, write(target, key, 0));
  return target;
}

/**
 * int32 or int64 that may be negative, which takes ten bytes: two's complement of 64 bits. `value` is a safe integer.
 */
export function integer(field: number, value: number): Uint8Array {
  if (value >= 0 || !Number.isSafeInteger(value)) return varint(field, value);
  const key = tag(field, wireTypes.varint);
  const target = Buffer.allocUnsafe(sizeOf(key) + 10);
  let [rest, at] = [BigInt.asUintN(64, BigInt(value)), write(target, key, 0)];
  for (; rest >= 0x80n; rest >>= 7n) target[at++] = Number(rest & 0x7fn) | 0x80;
  target[at] = Number(rest);
  return target;
}

export function double(field: number, value: number): Uint8Array {
  const key = tag(field, wireTypes.fixed64);
  const target = Buffer.allocUnsafe(sizeOf(key) + 8);
  target.writeDoubleLE(value, write(target, key, 0));
  return target;
}

export function float(field: number, value: number): Uint8Array {
  const key = tag(field, wireTypes.fixed32);
  const target = Buffer.allocUnsafe(sizeOf(key) + 4);
  target.writeFloatLE(value, write(target, key, 0));
  return target;
}

/** A bytes field or a nested message. */
export function bytes(field: number, value: Uint8Array): Uint8Array {
  const [target, start] = delimited(field, value.length);
  target.set(value, start);
  return target;
}

/** A nested message, from its fields. */
export function nested(field: number, fields: readonly Uint8Array[]): Uint8Array {
  const length = fields.reduce((total, part) => total + part.length, 0);
  const [target, start] = delimited(field, length);
  let at = start;
  for (const part of fields) {
    target.set(part, at);
    at += part.length;
  }
  return target;
}

export function string(field: number, value: string): Uint8Array {
  const [target, start] = delimited(field, Buffer.byteLength(value));
  target.write(value, start);
  return target;
}

function tag(field: number, wireType: number): number {
  return field * 8 + wireType;
}

/** A buffer for a field of so many bytes, and the position at which they begin. */
function delimited(field: number, length: number): [Buffer, number] {
  const key = tag(field, wireTypes.lengthDelimited);
  const target = Buffer.allocUnsafe(sizeOf(key) + sizeOf(length) + length);
  return [target, write(target, length, write(target, key, 0))];
}

/** Number of bytes of a varint. */
function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/**
 * Writes seven bits per byte, lowest first. Arithmetic replaces shifts, since values may need more than 32 bits.
 * Returns the end.
 */
function write(target: Buffer, value: number, start: number): number {
  let [rest, at] = [value, start];
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[at++] = (rest % 0x80) | 0x80;
  target[at] = rest;
  return at + 1;
}
