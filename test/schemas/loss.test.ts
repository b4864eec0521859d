import test from 'ava';
import { lossParts } from '../../schemas/index.ts';

test('one loss is a part with the factor 1, and keeps a parameter that is called `weight`', (t) => {
  const reference = { type: 'cross-entropy', weight: [1, 2] };
  t.deepEqual(lossParts(reference), [{ path: 'loss', weight: 1, reference }]);
});

test('in a list, `weight` is the factor and no parameter of the loss', (t) => {
  const section = [
    { type: 'dice', weight: 1 },
    { type: 'focal', gamma: 2, weight: 0.5 },
  ];
  t.deepEqual(lossParts(section), [
    { path: 'loss.0', weight: 1, reference: { type: 'dice' } },
    { path: 'loss.1', weight: 0.5, reference: { type: 'focal', gamma: 2 } },
  ]);
});
