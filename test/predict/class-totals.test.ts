import test from 'ava';
import { countClasses } from '../../src/predict/class-totals.ts';

test('labels are the largest logits, and confidence is their mean probability', (t) => {
  const totals = countClasses(3);
  const probabilities = new Float32Array(6);
  // Probabilities of the first pixel: 1/4, 2/4, 1/4; of the second, a tie of the first two: 2/5, 2/5, 1/5.
  const logits = Float32Array.of(0, Math.log(2), 0, Math.log(2), Math.log(2), 0);
  t.deepEqual([...totals.add(logits, probabilities)], [1, 0]);
  t.deepEqual(
    [...probabilities].map((value) => Number(value.toFixed(6))),
    [0.25, 0.5, 0.25, 0.4, 0.4, 0.2],
  );
  t.deepEqual([...totals.add(Float32Array.of(0, Math.log(8), 0))], [1]);
  const rounded = totals.shares().map(({ share, confidence }) => [share.toFixed(6), confidence?.toFixed(6)]);
  t.deepEqual(rounded, [
    ['0.333333', '0.400000'],
    ['0.666667', ((0.5 + 0.8) / 2).toFixed(6)],
    ['0.000000', undefined],
  ]);
});

test('large logits have finite probabilities', (t) => {
  const totals = countClasses(2);
  totals.add(Float32Array.of(1000, -1000));
  t.deepEqual(totals.shares(), [
    { share: 1, confidence: 1 },
    { share: 0, confidence: null },
  ]);
});
