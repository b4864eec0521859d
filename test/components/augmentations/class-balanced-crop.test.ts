import test from 'ava';
import { drawPixel, windowAround } from '../../../src/components/augmentations/class-balanced-crop.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation } from '../../helpers/data.ts';

/** Class 0 with one pixel of class 1 at (2, 7), two of class 2, and an ignored one. */
const sample = { name: 's', height: 8, width: 10, image: new Uint8Array(240), mask: new Uint8Array(80) };
sample.mask[27] = 1;
sample.mask[40] = 2;
sample.mask[49] = 2;
sample.mask[5] = 255;

test('each class of the sample is drawn as often, and then each of its pixels', (t) => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 900; seed++) {
    const { row, column } = drawPixel(sample, undefined, createRandom(seed))!;
    const label = sample.mask[row * 10 + column]!;
    const key = label === 0 ? '0' : `${label} at ${row}, ${column}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  t.deepEqual([...seen.keys()].sort(), ['0', '1 at 2, 7', '2 at 4, 0', '2 at 4, 9']);
  const about = (key: string, count: number) =>
    t.true(Math.abs(seen.get(key)! - count) < 60, `${key} ${seen.get(key)}`);
  about('0', 300);
  about('1 at 2, 7', 300);
  about('2 at 4, 0', 150);
  about('2 at 4, 9', 150);
});

test('only the classes that are named are drawn, and none if the sample lacks them', (t) => {
  for (let seed = 0; seed < 20; seed++)
    t.deepEqual(drawPixel(sample, [1, 5], createRandom(seed)), { row: 2, column: 7 });
  t.is(drawPixel(sample, [5], createRandom(0)), undefined);
  t.is(drawPixel({ ...sample, mask: new Uint8Array(80).fill(255) }, undefined, createRandom(0)), undefined);
});

test('the pixel is anywhere in the window, which lies within the sample', (t) => {
  const tops = new Set<number>();
  for (let seed = 0; seed < 300; seed++) {
    const window = windowAround({ row: 2, column: 9 }, sample, { height: 4, width: 3 }, createRandom(seed));
    tops.add(window.top);
    t.is(window.left, 7);
    t.deepEqual([window.height, window.width], [4, 3]);
  }
  t.deepEqual([...tops].sort(), [0, 1, 2]);
});

test('a sample that is smaller than the window lies anywhere within it', (t) => {
  const lefts = new Set<number>();
  for (let seed = 0; seed < 300; seed++)
    lefts.add(windowAround({ row: 2, column: 9 }, sample, { height: 8, width: 12 }, createRandom(seed)).left);
  t.deepEqual(
    [...lefts].sort((a, b) => a - b),
    [-2, -1, 0],
  );
});

test('parts have the class, and with p 0 they are those of a random crop', async (t) => {
  const always = await buildAugmentation({ type: 'class-balanced-crop', size: 3, p: 1, classes: [1] });
  const never = await buildAugmentation({ type: 'class-balanced-crop', size: 3, p: 0, classes: [1] });
  let without = 0;
  for (let seed = 0; seed < 100; seed++) {
    t.true(always(sample, createRandom(seed)).mask.includes(1));
    if (!never(sample, createRandom(seed)).mask.includes(1)) without++;
  }
  t.true(without > 50);
});
