import test from 'ava';
import { pointsOf } from '../../src/sweep/only-point.ts';
import { pointName } from '../../src/sweep/names.ts';
import { fakeSweep } from './sweep-fixture.ts';

test('an experiment without a sweep has one point, whose run is named as without jobs', (t) => {
  const loaded = { ...fakeSweep([], 'my.net_2'), yaml: 'name: my.net_2\n' };
  const [point, ...others] = pointsOf(loaded);
  t.deepEqual(others, []);
  t.like(point, { id: 'base0000', overrides: {}, yaml: 'name: my.net_2\n' });
  t.is(point!.experiment, loaded.experiment);
  t.is(pointName(point!), 'my.net_2-base0000');
});

test('the points of a sweep are its own', (t) => {
  const loaded = fakeSweep([{ lr: 1 }, { lr: 2 }]);
  t.is(pointsOf(loaded), loaded.points);
});
