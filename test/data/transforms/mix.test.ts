import test from 'ava';
import { blendImages, pasteWindow } from '../../../src/data/transforms/mix.ts';
import { coordinateSample } from '../../helpers/data.ts';

const uniform = (height: number, width: number, level: number, label: number) => ({
  name: 'u',
  height,
  width,
  image: new Uint8Array(height * width * 3).fill(level),
  mask: new Uint8Array(height * width).fill(label),
});

test('images are blended by their shares and rounded, and the mask stays', (t) => {
  // 0.75 * 101 + 0.25 * 20 = 80.75; 0.25 * 101 + 0.75 * 20 = 40.25
  for (const [share, level] of [
    [0.75, 81],
    [0.25, 40],
    [1, 101],
    [0, 20],
  ] as const) {
    const { image, mask } = blendImages(uniform(3, 5, 101, 1), uniform(3, 5, 20, 2), share);
    t.deepEqual([image.length, new Set(image), new Set(mask)], [45, new Set([level]), new Set([1])]);
  }
});

test('a window of the other sample is pasted in its place, image and mask', (t) => {
  const [sample, other] = [uniform(6, 9, 200, 250), coordinateSample(6, 9)];
  const { image, mask } = pasteWindow(sample, other, { top: 1, left: 3, height: 4, width: 2 });
  mask.forEach((label, pixel) => {
    const [row, column] = [Math.floor(pixel / 9), pixel % 9];
    const inside = row >= 1 && row < 5 && column >= 3 && column < 5;
    t.is(label, inside ? row + column : 250);
    t.deepEqual([...image.subarray(pixel * 3, pixel * 3 + 2)], inside ? [column, row] : [200, 200]);
  });
  t.deepEqual(sample, uniform(6, 9, 200, 250));
});
