import { wireTypes } from './wire-types.ts';

/** Varints and floating-point numbers are numbers; strings, bytes and messages are views of the bytes. */
export type FieldValue = number | Uint8Array;

export interface Field {
  readonly number: number;
  readonly value: FieldValue;
}

/**
 * The fields of a message, in the order in which they are stored. Nothing is copied, so that the few names beside a
 * large field cost nothing.
 * https://protobuf.dev/programming-guides/encoding/
 * @throws RangeError if the bytes are no such message
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('the message is cut short');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
  /** Goes on by so many bytes, and returns where they begin. */
  const skip = (length: number): number => {
    at += length;
    if (at > message.length) throw new RangeError('the message is cut short');
    return at - length;
  };
  const read = (wireType: number): FieldValue => {
    if (wireType === wireTypes.varint) return varint();
    if (wireType === wireTypes.fixed64) return view.getFloat64(skip(8), true);
    if (wireType === wireTypes.fixed32) return view.getFloat32(skip(4), true);
    if (wireType === wireTypes.lengthDelimited) return message.subarray(skip(varint()), at);
    throw new RangeError(`a field has the unknown wire type ${wireType}`);
  };
  while (at < message.length) {
    const tag = varint();
    yield { number: Math.floor(tag / 8), value: read(tag % 8) };
  }
}

/** The values of a message by the number of their field, in their order. @throws RangeError as `fieldsOf` */
export function readFields(message: Uint8Array): (field: number) => readonly FieldValue[] {
  const fields = new Map<number, FieldValue[]>();
  for (const { number, value } of fieldsOf(message)) {
    const earlier = fields.get(number);
    if (earlier) earlier.push(value);
    else fields.set(number, [value]);
  }
  return (field) => fields.get(field) ?? [];
}

/** 0 if the field is absent, as proto3 has it. */
export function numberOf(field: FieldValue | undefined): number {
  return typeof field === 'number' ? field : 0;
}

export function bytesOf(field: FieldValue | undefined): Uint8Array {
  return field instanceof Uint8Array ? field : new Uint8Array();
}

export function textOf(field: FieldValue | undefined): string {
  return Buffer.from(bytesOf(field)).toString();
}
