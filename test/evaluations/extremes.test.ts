import test from 'ava';
import { keepExtremes } from '../../src/evaluations/extremes.ts';
import { photoOf } from './_photos.ts';

function kept(scores: readonly number[], count: number) {
  const extremes = keepExtremes(count, 1);
  scores.forEach((score, index) => extremes.add(photoOf(String(index), [0], [0]), score));
  return { worst: extremes.worst().map(({ name }) => name), best: extremes.best().map(({ name }) => name) };
}

test('the lowest and the highest scores are kept, the worst and the best first', (t) => {
  t.deepEqual(kept([0.5, 0.1, 0.9, 0.3, 0.7, 0.2], 2), { worst: ['1', '5'], best: ['2', '4'] });
});

test('no photo is both; one without a score is none; of equal ones the first is kept', (t) => {
  t.deepEqual(kept([0.5, NaN, 0.4], 2), { worst: ['2', '0'], best: [] });
  t.deepEqual(kept([0.5, 0.5, 0.5, 0.5], 1), { worst: ['0'], best: [] });
});

test('what is kept is a copy, which later photos in the same memory do not change', (t) => {
  const extremes = keepExtremes(1, 2);
  const photo = photoOf('a', [1, 2], [2, 1]);
  extremes.add(photo, 0.5);
  photo.image.fill(0);
  photo.mask.fill(0);
  (photo.prediction as Int32Array).fill(0);
  const [first] = extremes.worst();
  t.deepEqual([[...first!.image], [...first!.mask], [...first!.prediction]], [Array(6).fill(100), [1, 2], [2, 1]]);
});
