import test from 'ava';
import { listSource } from '../../src/sweep/point-source.ts';
import { fakeSweep } from './sweep-fixture.ts';

const { points } = fakeSweep([{ lr: 1 }, { lr: 2 }, { lr: 3 }]);
const sweep = { path: '/sweep', points: () => [], follow: () => Promise.resolve() };

test('a list has its points by their index, whoever asks and however often', async (t) => {
  const source = listSource(points);
  t.is(source.count, 3);
  t.deepEqual(source.list(), points);
  t.deepEqual(await source.known('/sweep'), points);
  t.is(await source.at(1, sweep), points[1]);
  t.is(await source.at(1, sweep), points[1]);
  t.is(await source.at(3, sweep), undefined);
});
