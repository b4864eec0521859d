import test from 'ava';
import { listSource } from '../../src/sweep/point-source.ts';
import { fakeSweep } from './sweep-fixture.ts';

const { points } = fakeSweep([{ lr: 1 }, { lr: 2 }, { lr: 3 }]);

test('a list gives its points in order, as many as asked for, each once', (t) => {
  const source = listSource(points);
  t.deepEqual(source.list(), points);
  t.deepEqual(source.next(2), points.slice(0, 2));
  t.deepEqual(source.next(2), points.slice(2));
  t.deepEqual(source.next(2), []);
});

test('a list knows its points by their id, and has nothing left to check', (t) => {
  const source = listSource(points);
  t.is(source.pointOf({ id: 'id2', overrides: {} }), points[1]);
  t.is(source.pointOf({ id: 'id9', overrides: {} }), undefined);
  t.deepEqual(source.check(), []);
});
