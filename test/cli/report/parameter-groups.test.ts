import test from 'ava';
import { parameterGroupTable } from '../../../src/cli/report/parameter-groups.ts';

test('each group has a line with what it is trained with', (t) => {
  const groups = [
    { name: 'encoder + norms-and-biases', parameters: 12345, learningRate: 0.1 * 0.3, weightDecay: 0 },
    { name: 'all others', parameters: 7, learningRate: 0.1, weightDecay: 0.01 },
  ];
  t.deepEqual(parameterGroupTable({ optimizer: { learningRate: 0.1, groups } })!.split('\n'), [
    'group                       parameters  learning rate  weight decay',
    'encoder + norms-and-biases      12,345           0.03             0',
    'all others                           7            0.1          0.01',
  ]);
});

test('without groups there is no table', (t) => {
  t.is(parameterGroupTable({ optimizer: { learningRate: 0.1, groups: [] } }), undefined);
});
