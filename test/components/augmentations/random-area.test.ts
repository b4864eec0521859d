import test from 'ava';
import { drawSides } from '../../../src/components/augmentations/random-area.ts';
import { createRandom } from '../../../src/core/random.ts';

test('a fixed share and ratio leave one rectangle: a quarter of 100 x 100 at 4 to 1 is 100 by 25', (t) => {
  const area = { scale: [0.25, 0.25], ratio: [4, 4] } as const;
  t.deepEqual(drawSides({ height: 100, width: 100 }, area, createRandom(0)), { long: 100, short: 25 });
});

test('ratios are uniform in the logarithm: half of them are below 1 where the range is 1/4 to 4', (t) => {
  const area = { scale: [0.5, 0.5], ratio: [0.25, 4] } as const;
  const drawn = Array.from({ length: 2000 }, (_, seed) =>
    drawSides({ height: 200, width: 200 }, area, createRandom(seed)),
  );
  const flat = drawn.filter(({ long, short }) => long < short).length;
  t.true(Math.abs(flat / drawn.length - 0.5) < 0.04, `${flat}`);
});
