import test from 'ava';
import { joinPhases, sightOf, splitPhases } from '../../../src/engine/gradients/phases.ts';
import { counting, numbers } from './on-cpu.ts';

test('an image is taken apart into every second row and every third column', (t) => {
  const phases = splitPhases(counting([1, 2, 3, 1]), [2, 3]);
  t.deepEqual(
    phases.map((line) => line.map(numbers)),
    [
      [[1], [2], [3]],
      [[4], [5], [6]],
    ],
  );
});

test('what is missing at the end is zero', (t) => {
  const phases = splitPhases(counting([1, 1, 3, 1]), [1, 2]);
  t.deepEqual(phases[0]!.map(numbers), [
    [1, 3],
    [2, 0],
  ]);
});

test('phases are put together again, with samples and channels in their places', (t) => {
  const x = counting([2, 4, 6, 2]);
  const joined = joinPhases(splitPhases(x, [2, 3]));
  t.deepEqual(joined.shape, [2, 4, 6, 2]);
  t.deepEqual(numbers(joined), numbers(x));
});

test('with stride 1 the image is its only phase, as it is', (t) => {
  const x = counting([1, 2, 2, 1]);
  t.is(splitPhases(x, [1, 1])[0]![0], x);
  t.is(joinPhases([[x]]), x);
});

test('a tap sees a rectangle of one phase', (t) => {
  t.deepEqual(sightOf([2, 1], { strides: [2, 2], dilations: [1, 1] }), { phase: [0, 1], begin: [1, 0] });
  // Tap 2 with dilation 3 lies at row 6: phase 2 of 4, one row further.
  t.deepEqual(sightOf([2, 0], { strides: [4, 1], dilations: [3, 1] }), { phase: [2, 0], begin: [1, 0] });
});
