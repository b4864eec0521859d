import test from 'ava';
import { rgbOf } from '../../../src/data/images/rgb-of.ts';

test('indices become the colours of the palette, or black', (t) => {
  const palette = [
    [1, 2, 3],
    [4, 5, 6],
  ] as const;
  const raster = { height: 1, width: 3, channels: 1, data: Uint8Array.of(1, 0, 7), white: 255, palette };
  t.deepEqual(rgbOf(raster), { height: 1, width: 3, data: Uint8Array.of(4, 5, 6, 1, 2, 3, 0, 0, 0) });
});

test('colours stay', (t) => {
  const rgb = { height: 2, width: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6), white: 255 };
  t.deepEqual([...rgbOf(rgb).data], [1, 2, 3, 4, 5, 6]);
});
