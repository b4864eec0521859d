import test from 'ava';
import { placeImage, placeSample } from '../../../src/data/resize/place-sample.ts';
import { paddingColor, placeCropped, placeWhole, type Placement } from '../../../src/data/resize/placement.ts';
import { resizeSample } from '../../../src/data/resize/resize-sample.ts';
import { planOf } from '../../../src/data/resize/resize-plan.ts';
import { coordinateSample } from '../../helpers/data.ts';

const size = (height: number, width: number) => ({ height, width });
const sample = coordinateSample(2, 3);
const placed = (changed: Partial<Placement>): Placement => ({
  photo: size(2, 3),
  scaled: size(2, 3),
  offset: { top: 0, left: 0 },
  input: size(2, 3),
  ...changed,
});

test('a sample that fills its input is left as it is', (t) => {
  t.is(placeSample(sample, placed({}), 'bilinear'), sample);
  t.is(placeImage(sample, placed({}), 'bilinear'), sample);
});

test('padding has the colour of padding, and is ignored', (t) => {
  const { height, width, mask, image, name } = placeSample(sample, placed({ input: size(3, 4) }), 'bilinear');
  t.deepEqual([name, height, width], ['coordinates', 3, 4]);
  t.deepEqual([...mask], [0, 1, 2, 255, 1, 2, 3, 255, 255, 255, 255, 255]);
  const pixel = (index: number) => [...image.subarray(index * 3, index * 3 + 3)];
  t.deepEqual(pixel(5), [1, 1, 2]);
  for (const index of [3, 7, 8, 9, 10, 11]) t.deepEqual(pixel(index), [...paddingColor]);
});

test('a photo may lie anywhere in its input, and be cut at some sides', (t) => {
  const { mask } = placeSample(sample, placed({ input: size(3, 3), offset: { top: 1, left: -1 } }), 'nearest');
  t.deepEqual([...mask], [255, 255, 255, 1, 2, 255, 2, 3, 255]);
});

test('a photo is resized and then padded; its image is the same without its mask', (t) => {
  const photo = coordinateSample(20, 10);
  const placement = placeWhole(photo, { policy: 'fit', size: size(8, 8), multiple: 4 });
  const input = placeSample(photo, placement, 'bilinear');
  const resized = resizeSample(photo, planOf(placement), 'bilinear');
  t.deepEqual([resized.height, resized.width], [8, 4]);
  for (let row = 0; row < 8; row++) {
    t.deepEqual(input.image.subarray(row * 24, row * 24 + 12), resized.image.subarray(row * 12, row * 12 + 12));
    t.deepEqual([...input.mask.subarray(row * 8 + 4, row * 8 + 8)], [255, 255, 255, 255]);
  }
  const { mask: _, ...image } = input;
  t.deepEqual(placeImage(photo, placement, 'bilinear'), image);
});

test('what is cut off of a photo of the right scale is cut off', (t) => {
  const placement = placeCropped(size(2, 6), { policy: 'cover', size: size(2, 2) });
  t.deepEqual([...placeSample(coordinateSample(2, 6), placement, 'bilinear').mask], [2, 3, 3, 4]);
});
