/**
 * The little of protobuf's wire format that an ONNX model needs.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export type Bytes = Uint8Array;

const varintType = 0;
const lengthType = 2;
const fixed32Type = 5;

export function integerField(field: number, value: number | bigint): Bytes {
  return concat([varint((field << 3) | varintType), varint(value)]);
}

export function floatField(field: number, value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([varint((field << 3) | fixed32Type), bytes]);
}

export function bytesField(field: number, bytes: Bytes): Bytes {
  return concat([varint((field << 3) | lengthType), varint(bytes.length), bytes]);
}

export function stringField(field: number, text: string): Bytes {
  return bytesField(field, new TextEncoder().encode(text));
}

export function messageField(field: number, parts: readonly Bytes[]): Bytes {
  return bytesField(field, concat(parts));
}

export function concat(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Negative numbers take ten bytes, as two's complement of 64 bits. */
function varint(value: number | bigint): Bytes {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest ? low | 128 : low);
  } while (rest);
  return Uint8Array.from(bytes);
}
