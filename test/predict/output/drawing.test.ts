import test from 'ava';
import { classValues, drawOverlay, storedValues } from '../../../src/predict/output/drawing.ts';

const classes = [
  { name: 'ground', color: [0, 0, 0] },
  { name: 'cat', color: [255, 0, 0] },
  { name: 'dog', color: [0, 0, 255] },
] as const;

test('indices have the colours of their classes', (t) => {
  const values = classValues(classes);
  t.deepEqual([...values.bytes], [0, 1, 2]);
  t.deepEqual([...values.palette!], [0, 0, 0, 255, 0, 0, 0, 0, 255]);
  t.deepEqual([...storedValues(Uint8Array.of(2, 0, 1), values)], [2, 0, 1]);
});

test("a dataset's own numbers keep the colours; of two classes with one number, the first gives it", (t) => {
  const values = classValues(classes, [3, 1, 1]);
  t.is(values.channels, 1);
  t.deepEqual([...values.palette!], [0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
  t.deepEqual([...storedValues(Uint8Array.of(2, 0, 1), values)], [1, 3, 1]);
});

test('colours are stored as they are', (t) => {
  const values = classValues(classes, [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  t.is(values.channels, 3);
  t.is(values.palette, undefined);
  t.deepEqual([...storedValues(Uint8Array.of(2, 0), values)], [7, 8, 9, 1, 2, 3]);
});

test('half of a pixel is the colour of its class, but black classes leave the photo as it is', (t) => {
  const two = [
    { name: 'ground', color: [0, 0, 0] },
    { name: 'cat', color: [255, 0, 100] },
  ] as const;
  const image = Uint8Array.of(10, 20, 31, 10, 20, 31);
  t.deepEqual([...drawOverlay(image, Uint8Array.of(0, 1), two)], [10, 20, 31, 133, 10, 66]);
  t.deepEqual([...image], [10, 20, 31, 10, 20, 31]);
});
