import { wireTypes } from './protobuf.ts';

export type Field = number | Uint8Array;

/**
 * The values of a message by the number of their field, in their order. Varints and floating-point numbers are numbers; strings, bytes and messages are views
 * of the bytes.
 * @throws RangeError if a message is cut short
 */
export function readFields(message: Uint8Array): (field: number) => readonly Field[] {
  const fields = new Map<number, Field[]>();
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
  const read = (wireType: number): Field => {
    if (wireType === wireTypes.varint) return varint();
    const length = wireType === wireTypes.fixed64 ? 8 : wireType === wireTypes.fixed32 ? 4 : varint();
    at += length;
    if (at > message.length) throw new RangeError('the message is cut short');
    if (wireType === wireTypes.fixed64) return view.getFloat64(at - 8, true);
    if (wireType === wireTypes.fixed32) return view.getFloat32(at - 4, true);
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    const value = read(key % 8);
    const earlier = fields.get(field);
    if (earlier) earlier.push(value);
    else fields.set(field, [value]);
  }
  return (field) => fields.get(field) ?? [];
}

/** 0 if the field is absent, as proto3 has it. */
export function numberOf(field: Field | undefined): number {
  return typeof field === 'number' ? field : 0;
}

export function bytesOf(field: Field | undefined): Uint8Array {
  return field instanceof Uint8Array ? field : new Uint8Array();
}

export function textOf(field: Field | undefined): string {
  return Buffer.from(bytesOf(field)).toString();
}
