import test from 'ava';
import { drawSize } from '../../../src/components/augmentations/random-scale.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

test('one factor from the whole range is drawn for both sides', (t) => {
  const sizes = Array.from({ length: 400 }, (_, seed) =>
    drawSize({ height: 100, width: 200 }, [0.5, 2], createRandom(seed)),
  );
  for (const { height, width } of sizes) t.true(width - 2 * height >= 0 && width - 2 * height <= 1);
  const heights = sizes.map(({ height }) => height);
  t.true(Math.min(...heights) >= 50 && Math.min(...heights) <= 52);
  t.true(Math.max(...heights) >= 197 && Math.max(...heights) < 200);
});

test('sides are rounded down, and never 0', (t) => {
  t.deepEqual(drawSize({ height: 7, width: 1 }, [0.5, 0.5], createRandom(0)), { height: 3, width: 1 });
});

test('the sample is resized, and a crop behind it gives one size again', async (t) => {
  const scale = await buildAugmentation({ type: 'random-scale', scale: [1.5, 1.5] });
  const { height, width, mask } = scale(coordinateSample(20, 10), createRandom(0));
  t.deepEqual([height, width, mask.length], [30, 15, 450]);
  t.deepEqual([mask[0], mask.at(-1)], [0, 28]);
  const both = await buildAugmentation({
    type: 'compose',
    of: [{ type: 'random-scale' }, { type: 'random-crop', size: 12 }],
  });
  for (let seed = 0; seed < 10; seed++) {
    const made = both(coordinateSample(20, 10), createRandom(seed));
    t.deepEqual([made.height, made.width], [12, 12]);
  }
});
