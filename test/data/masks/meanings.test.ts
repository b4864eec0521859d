import test from 'ava';
import { labelOf, settingsOf } from '../../../src/data/masks/meanings.ts';

const labels = new Map([
  [0, 255],
  [26, 1],
]);

test('a value without a meaning of its own has that of all others, or none', (t) => {
  t.is(labelOf(26, { labels }), 1);
  t.is(labelOf(7, { labels }), undefined);
  t.is(labelOf(7, { labels, others: 0 }), 0);
  t.is(labelOf(26, { labels, others: 0 }), 1);
});

test('with a divisor, the class is what is before the number of the object', (t) => {
  const meanings = { labels, divisor: 1000 };
  t.is(labelOf(26_000, meanings), 1);
  t.is(labelOf(26_999, meanings), 1);
  t.is(labelOf(26, meanings), 1);
  t.is(labelOf(27_000, meanings), undefined);
  t.is(labelOf(999, { labels: new Map([[0, 3]]), divisor: 1000 }), undefined);
  t.is(labelOf(1000, { labels: new Map([[1, 3]]), divisor: 1000 }), 3);
});

test('each part of the meanings is a part of the settings', (t) => {
  const all = [{ labels }, { labels, others: 0 }, { labels, others: 1 }, { labels, divisor: 1000 }];
  t.is(new Set(all.map(settingsOf)).size, 4);
  t.is(settingsOf({ labels }), '[[0,255],[26,1]]');
});
