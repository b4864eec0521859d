import test from 'ava';
import { colorKey, colorName, colorOf, keysOf } from '../../../src/data/masks/color-keys.ts';

const one = { height: 1, width: 2 };

test('a colour is one number, red first', (t) => {
  t.is(colorKey([1, 2, 3]), 0x010203);
  t.deepEqual(colorOf(0x010203), [1, 2, 3]);
  t.is(colorName(0x010203), '[1, 2, 3]');
});

test('grey of any depth is a colour of 8 bits', (t) => {
  const keys = (white: number, data: Uint8Array | Uint16Array, channels = 1) => [
    ...keysOf({ ...one, channels, data, white }),
  ];
  t.deepEqual(keys(1, Uint8Array.of(0, 1)), [0, 0xffffff]);
  t.deepEqual(keys(15, Uint8Array.of(1, 15)), [0x111111, 0xffffff]);
  t.deepEqual(keys(65_535, Uint16Array.of(257, 65_535)), [0x010101, 0xffffff]);
  t.deepEqual(keys(255, Uint8Array.of(7, 0, 9, 0), 2), [0x070707, 0x090909]);
});

test('a colour that needs more than 8 bits is refused', (t) => {
  const error = t.throws(() => keysOf({ ...one, channels: 1, data: Uint16Array.of(257, 300), white: 65_535 }));
  t.is(error.message, 'expected colours of 8 bits, got levels from 0 to 65535 that are no multiple of 257');
});

test('a value beyond the palette is black', (t) => {
  const palette = [[1, 2, 3]] as const;
  t.deepEqual([...keysOf({ ...one, channels: 1, data: Uint8Array.of(0, 7), white: 255, palette })], [0x010203, 0]);
});
