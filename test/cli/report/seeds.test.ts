import test from 'ava';
import { meanAndDeviation, verdictNotes, verdictOf } from '../../../src/cli/report/seeds.ts';

const spread = { mean: 0.8, deviation: 0.01, count: 3 };
const apart = (low: number, high: number) => ({
  difference: (low + high) / 2,
  interval: [low, high] as const,
  withinSpread: low <= 0 && high >= 0,
});

test('one value has no deviation', (t) => {
  t.is(meanAndDeviation(spread), '0.8000 ± 0.0100');
  t.is(meanAndDeviation({ mean: 0.8, deviation: NaN, count: 1 }), '0.8000');
});

test('a difference is told with its interval, and that it is within the spread', (t) => {
  const of = (low: number, high: number) => verdictOf({ isFirst: false, validation: spread, apart: apart(low, high) });
  t.is(of(-0.3, -0.1), '-0.2000 ± 0.1000');
  t.is(of(0.1, 0.3), '+0.2000 ± 0.1000');
  t.is(of(-0.3, 0.1), '-0.1000 ± 0.2000, within the spread');
});

test('the first is compared with nothing, and one seed tells nothing', (t) => {
  t.is(verdictOf({ isFirst: true, validation: spread }), 'first');
  t.is(verdictOf({ isFirst: false, validation: spread }), 'too few seeds to tell');
  t.is(verdictOf({ isFirst: false }), '-');
});

test('words are explained where they are used', (t) => {
  t.deepEqual(verdictNotes([{}]), []);
  t.is(verdictNotes([{}, { apart: apart(1, 2) }]).length, 1);
  t.is(verdictNotes([{ apart: apart(-1, 2) }]).length, 2);
});
