import test from 'ava';
import { exifOrientation, toOrientation } from '../../../src/data/images/exif-orientation.ts';

/** A TIFF header and one directory with these entries of type SHORT. */
function tiff(order: 'II' | 'MM', entries: readonly (readonly [tag: number, value: number])[]): Buffer {
  const bytes = Buffer.alloc(10 + 12 * entries.length);
  const short = (value: number, offset: number) =>
    order === 'II' ? bytes.writeUInt16LE(value, offset) : bytes.writeUInt16BE(value, offset);
  bytes.write(order, 'latin1');
  short(42, 2);
  if (order === 'II') bytes.writeUInt32LE(8, 4);
  else bytes.writeUInt32BE(8, 4);
  short(entries.length, 8);
  entries.forEach(([tag, value], index) => {
    short(tag, 10 + 12 * index);
    short(3, 12 + 12 * index);
    short(value, 18 + 12 * index);
  });
  return bytes;
}

test('the orientation is found among other entries, in both byte orders', (t) => {
  const entries = [
    [0x010f, 7],
    [0x0112, 6],
    [0x0128, 2],
  ] as const;
  t.is(exifOrientation(tiff('II', entries)), 6);
  t.is(exifOrientation(tiff('MM', entries)), 6);
});

test('without an entry, with a value that is none, or cut short, a photo is not turned', (t) => {
  t.is(exifOrientation(tiff('II', [[0x0128, 6]])), 1);
  t.is(exifOrientation(tiff('II', [[0x0112, 9]])), 1);
  t.is(exifOrientation(tiff('II', [[0x0112, 6]]).subarray(0, 15)), 1);
  t.is(exifOrientation(Buffer.from('II')), 1);
  t.is(exifOrientation(Buffer.from('not a tiff file')), 1);
});

test('only 1 to 8 are orientations', (t) => {
  t.deepEqual([undefined, 0, 1, 8, 9, 2.5].map(toOrientation), [1, 1, 1, 8, 1, 1]);
});
