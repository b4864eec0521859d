/** A field of a message in the wire format of Protocol Buffers that is a string, bytes or a message. */
export interface Field {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/**
 * The fields of a message that have a length, in the order in which they are stored; numbers are skipped. Nothing is
 * copied, so that the few names beside a large field cost nothing.
 * https://protobuf.dev/programming-guides/encoding/
 * @throws RangeError if the bytes are no such message
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  for (const { number, bytes } of entriesOf(message)) if (bytes) yield { number, bytes };
}

/** The last whole number that a message has in a field; undefined if it has none. @throws RangeError */
export function numberIn(message: Uint8Array, field: number): number | undefined {
  let found: number | undefined;
  for (const { number, value } of entriesOf(message)) if (number === field && value !== undefined) found = value;
  return found;
}

interface Entry {
  readonly number: number;
  readonly bytes?: Uint8Array;
  /** The number that a varint has. */
  readonly value?: number;
}

function* entriesOf(message: Uint8Array): Generator<Entry> {
  let at = 0;
  const varint = () => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('the message is cut short');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  };
  const skip = (length: number) => {
    at += length;
    if (at > message.length) throw new RangeError('the message is cut short');
  };
  while (at < message.length) {
    const tag = varint();
    const [number, wireType] = [Math.floor(tag / 8), tag % 8];
    if (wireType === wireTypes.varint) yield { number, value: varint() };
    else if (wireType === wireTypes.fixed64) skip(8);
    else if (wireType === wireTypes.fixed32) skip(4);
    else if (wireType === wireTypes.lengthDelimited) {
      const length = varint();
      skip(length);
      yield { number, bytes: message.subarray(at - length, at) };
    } else throw new RangeError(`a field has the unknown wire type ${wireType}`);
  }
}

const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;
