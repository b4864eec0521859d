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
    if (wireType === wireTypes.varint) varint();
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
