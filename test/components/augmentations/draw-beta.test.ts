import test from 'ava';
import { drawBeta } from '../../../src/components/augmentations/draw-beta.ts';
import { createRandom } from '../../../src/core/random.ts';

// Mean a / (a + b) and variance a b / ((a + b)^2 (a + b + 1)).
for (const [a, b] of [
  [1, 1],
  [0.2, 0.2],
  [1.2, 0.2],
  [5, 2],
] as const)
  test(`Beta(${a}, ${b}) has its mean and variance`, (t) => {
    const random = createRandom('beta', a, b);
    const drawn = Array.from({ length: 20_000 }, () => drawBeta(a, b, random));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    t.true(Math.abs(mean - a / (a + b)) < 0.01, String(mean));
    t.true(Math.abs(variance - (a * b) / ((a + b) ** 2 * (a + b + 1))) < 0.005, String(variance));
    t.true(drawn.every((value) => value >= 0 && value <= 1));
  });

test('tiny shapes give numbers, not NaN', (t) => {
  const random = createRandom('tiny');
  for (let draw = 0; draw < 200; draw++) t.true(Number.isFinite(drawBeta(0.001, 0.001, random)));
});
