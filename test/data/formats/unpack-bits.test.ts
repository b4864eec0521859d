import test from 'ava';
import { unpackBits } from '../../../src/data/formats/unpack-bits.ts';

const unpack = (width: number, bits: number, ...bytes: number[]) => [
  ...unpackBits(Uint8Array.from(bytes), width, bits),
];

test('the most significant bits come first', (t) => {
  t.deepEqual(unpack(3, 1, 0b10100000), [1, 0, 1]);
  t.deepEqual(unpack(9, 1, 0b00000001, 0b10000000), [0, 0, 0, 0, 0, 0, 0, 1, 1]);
  t.deepEqual(unpack(5, 2, 0b11100100, 0b01000000), [3, 2, 1, 0, 1]);
  t.deepEqual(unpack(3, 4, 0x12, 0xf0), [1, 2, 15]);
  t.deepEqual(unpack(2, 8, 7, 255, 9), [7, 255]);
});
