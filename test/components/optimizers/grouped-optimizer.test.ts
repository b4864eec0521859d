import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { groupedOptimizer } from '../../../src/components/optimizers/grouped-optimizer.ts';
import { parameterGroups } from '../../../src/components/optimizers/parameter-groups.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('each group has its own rate and counts its own steps; slots are named, and freed at the end', (t) => {
  const weight = tf.variable(tf.zeros([1]));
  const head = tf.variable(tf.zeros([1]));
  const parameters = [
    ['encoder.weight', weight],
    ['head.weight', head],
  ] as const;
  const params = { lr: 0.1, weight_decay: 0, groups: [{ match: 'encoder.*', lr_scale: 0.5 }] };
  const groups = parameterGroups(parameters, params, new Map([['encoder.weight', 1]]));
  const slot = tf.variable(tf.zeros([1]));
  const seen: [names: string[], rate: number, steps: number][] = [];
  const optimizer = groupedOptimizer(0.1, groups, { mean: new Map([['head.weight', slot]]) }, (group, _, rate, steps) =>
    seen.push([group.variables.map(([name]) => name), rate, steps]),
  );
  optimizer.stepCount = 2;
  optimizer.step(new Map(), 0.2);
  t.is(optimizer.stepCount, 3);
  t.deepEqual(
    seen.toSorted(([, a], [, b]) => a - b),
    [
      [['encoder.weight'], 0.1, 2],
      [['head.weight'], 0.2, 3],
    ],
  );
  t.deepEqual([...optimizer.stateDict().keys()], ['mean.head.weight']);
  optimizer.dispose();
  t.true(slot.isDisposed);
});
