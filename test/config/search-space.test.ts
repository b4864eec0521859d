import test from 'ava';
import { endPlaces, overrideAt, overrideOf, rankOf } from '../../src/config/search-space.ts';
import type { SearchedKey } from '../../src/config/search-keys.ts';
import { fromPlain, toPlain, type Origin } from '../../src/config/tree.ts';
import type { SearchRange } from '../../src/registry/index.ts';

// How positions and values of whole experiments belong together is in search-plan.test.ts.

const origin: Origin = { by: 'file', source: { path: 'x.yaml', name: 'x.yaml', text: 'over' }, start: 0, end: 4 };
const keyOf = (path: string, range: SearchRange): SearchedKey => ({
  path,
  key: origin,
  range,
  node: fromPlain(range, origin),
});
const lr = keyOf('optimizer.lr', { type: 'log-uniform', low: 1e-3, high: 1e-1 });
const loss = keyOf('loss', { type: 'choice', values: [{ type: 'focal', gamma: 2 }, { type: 'dice' }] });

test('a range has two ends, a choice has each of its values', (t) => {
  t.deepEqual(endPlaces(lr), [0, 1]);
  t.deepEqual(endPlaces(keyOf('x', { type: 'integer', low: 3, high: 7 })), [0, 4]);
  t.deepEqual(endPlaces(loss), [0, 1]);
});

test('a place gives the value that is written there, by an axis', (t) => {
  t.is(toPlain(overrideAt(lr, 1).value), 0.1);
  const { path, value } = overrideAt(loss, 0);
  t.deepEqual(path, ['loss']);
  t.deepEqual(toPlain(value), { type: 'focal', gamma: 2 });
  t.is(value.origin.by, 'axis');
});

test('a value that was proposed is written again, also if its key does not vary any more', (t) => {
  const sweep = fromPlain({}, origin);
  t.is(toPlain(overrideOf('optimizer.lr', 0.02, [lr], sweep).value), 0.02);
  t.deepEqual(toPlain(overrideOf('loss', { type: 'dice' }, [loss], sweep).value), { type: 'dice' });
  t.deepEqual(overrideOf('train.epochs', 3, [], sweep).path, ['train', 'epochs']);
});

test('a section comes before its type, a type before its parameters', (t) => {
  const paths = ['loss.gamma', 'loss', 'loss.type'].map((path) => keyOf(path, { type: 'uniform', low: 0, high: 1 }));
  t.deepEqual(
    paths.toSorted((a, b) => rankOf(a) - rankOf(b)).map(({ path }) => path),
    ['loss', 'loss.type', 'loss.gamma'],
  );
});
