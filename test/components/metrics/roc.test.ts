import test from 'ava';
import { startRoc } from '../../../src/components/metrics/roc.ts';

const roc = (...pixels: [label: number, score: number][]) => {
  const counts = startRoc();
  for (const [label, score] of pixels) counts.add(label, 1 - score, score);
  return counts;
};

test('the area is the share of pairs in which the second class has the higher score, ties a half', (t) => {
  t.is(roc([0, 0.1], [1, 0.9]).area(), 1);
  t.is(roc([1, 0.1], [0, 0.9]).area(), 0);
  t.is(roc([0, 0.1], [0, 0.5], [1, 0.5], [1, 0.3]).area(), (1 + 0.5 + 1 + 0) / 4);
});

test('scores next to 0 and 1 are told apart, and those at the ends are counted', (t) => {
  const counts = startRoc();
  counts.add(0, 2e-7, 1);
  counts.add(1, 1e-7, 1);
  counts.add(0, 1, 1e-7);
  counts.add(1, 1, 2e-7);
  t.is(counts.area(), 3 / 4);
  t.is(roc([0, 0], [1, 1]).area(), 1);
});

test('without pixels of both classes there is no area; taking it begins again', (t) => {
  t.is(roc([0, 0.5]).area(), NaN);
  const counts = roc([0, 0.1], [1, 0.9]);
  t.is(counts.take(), 1);
  t.is(counts.area(), NaN);
});
