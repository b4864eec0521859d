import test from 'ava';
import { OtherContent } from '../../../src/data/formats/other-content.ts';
import { storedValues } from '../../../src/data/masks/stored-values.ts';

const raster = (channels: number, data: Uint8Array | Uint16Array | Int32Array, white = 255) => ({
  height: 1,
  width: data.length / channels,
  channels,
  data,
  white,
});

test('of grey with transparency, and of equal channels, one channel counts', (t) => {
  t.deepEqual(storedValues(raster(1, Uint8Array.of(1, 2))), Uint8Array.of(1, 2));
  t.deepEqual(storedValues(raster(2, Uint8Array.of(1, 9, 2, 0))), Uint8Array.of(1, 2));
  t.deepEqual(storedValues(raster(3, Uint16Array.of(1, 1, 1, 300, 300, 300))), Uint16Array.of(1, 300));
  t.deepEqual(storedValues(raster(4, Int32Array.of(1, 1, 1, 0, -2, -2, -2, 5))), Int32Array.of(1, -2));
});

test('colours are no values, whichever channel differs', (t) => {
  for (const color of [
    [5, 6, 5],
    [5, 5, 6],
  ]) {
    const error = t.throws(() => storedValues(raster(3, Uint8Array.of(1, 1, 1, ...color))), {
      instanceOf: OtherContent,
    });
    t.is(error.kind.many, 'have colours');
    t.is(
      error.message,
      `expected values, it has colours such as [${color.join(', ')}]; if they mean classes, write \`mask_format: color\``,
    );
  }
});
