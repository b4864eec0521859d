import test from 'ava';
import { groupsOf } from '../../src/claims/groups.ts';

test('points that differ in their seed are one, with the values of every key that varies', (t) => {
  const experiment = { optimizer: { lr: 0.1 }, loss: { type: 'focal' } };
  const points = [
    { overrides: { 'loss.type': 'focal', seed: 0 }, experiment },
    { overrides: { 'loss.type': 'focal', seed: 1 }, experiment },
    { overrides: { 'optimizer.lr': 0.2, seed: 0 }, label: 'fast,seed=0', experiment: { optimizer: { lr: 0.2 } } },
  ];
  const groups = groupsOf(points, () => ({ figures: ['loss'] }));
  t.deepEqual(
    groups.map(({ name, values, figures }) => ({ name, values, figures })),
    [
      { name: undefined, values: { 'loss.type': 'focal', 'optimizer.lr': 0.1 }, figures: ['loss'] },
      { name: 'fast', values: { 'optimizer.lr': 0.2 }, figures: ['loss'] },
    ],
  );
  t.is(new Set(groups.map(({ key }) => key)).size, 2);
});
