import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

test('the two axes have fields of their own, whose spread is that of smoothed uniform noise', async (t) => {
  const elastic = await buildAugmentation({ type: 'elastic', p: 1, alpha: 40, sigma: 4 });
  const sample = coordinateSample(120, 120);
  const { image, mask } = elastic(sample, createRandom(1));
  const shifts = { x: [] as number[], y: [] as number[] };
  mask.forEach((label, pixel) => {
    const [row, column] = [Math.floor(pixel / 120), pixel % 120];
    // Away from the edges, where the image is blended with black.
    if (label === 255 || row < 20 || row >= 100 || column < 20 || column >= 100) return;
    shifts.x.push(image[pixel * 3]! - column);
    shifts.y.push(image[pixel * 3 + 1]! - row);
  });
  // The deviation of smoothed noise is sqrt(1/3) / (2 sqrt(pi) sigma): 1.63 pixels for these parameters.
  for (const axis of [shifts.x, shifts.y]) {
    const deviation = Math.sqrt(axis.reduce((sum, shift) => sum + shift * shift, 0) / axis.length);
    t.true(deviation > 1.2 && deviation < 2.1, String(deviation));
  }
  const products = shifts.x.reduce((sum, shift, index) => sum + shift * shifts.y[index]!, 0) / shifts.x.length;
  t.true(Math.abs(products) < 0.8, String(products));
});

test('without alpha nothing moves', async (t) => {
  const elastic = await buildAugmentation({ type: 'elastic', p: 1, alpha: 0 });
  t.deepEqual(elastic(coordinateSample(9, 14), createRandom(0)), coordinateSample(9, 14));
});
