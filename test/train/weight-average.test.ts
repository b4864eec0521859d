import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createWeightAverage } from '../../src/train/weight-average.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

function network() {
  const weights = new Map([['w', tf.variable(tf.tensor1d([1, 2]))]]);
  const set = (values: number[]) => tf.tidy(() => weights.get('w')!.assign(tf.tensor1d(values)));
  const read = async () => [...(await weights.get('w')!.data())];
  return { stateDict: () => weights, set, read };
}

test.serial('it begins as the weights after the first step, and moves towards those of each later one', async (t) => {
  const model = network();
  const average = createWeightAverage(model, { decay: 0.75 });
  const read = async () => [...(await average.averages.get('w')!.data())];
  model.set([8, 8]);
  average.update(1);
  t.deepEqual(await read(), [8, 8]);
  model.set([4, 0]);
  average.update(2);
  t.deepEqual(await read(), [7, 6]);
  average.update(3);
  t.deepEqual(await read(), [6.25, 4.5]);
  t.deepEqual(await model.read(), [4, 0]);
});

test.serial('the average of a weight that does not change is that weight, to the last bit', async (t) => {
  const model = network();
  // Fractions that binary numbers have no end for.
  model.set([0.1, -1 / 3]);
  const frozen = await model.read();
  const average = createWeightAverage(model, { decay: 0.9 });
  for (let step = 1; step <= 40; step++) average.update(step);
  t.deepEqual([...(await average.averages.get('w')!.data())], frozen);
});

test.serial('the network has it during some work, and its own weights afterwards, also when that fails', async (t) => {
  const model = network();
  const average = createWeightAverage(model, { decay: 0.5 });
  model.set([3, 3]);
  t.is(
    await average.during(async () => {
      t.deepEqual(await model.read(), [1, 2]);
      return 'done';
    }),
    'done',
  );
  t.deepEqual(await model.read(), [3, 3]);
  await t.throwsAsync(
    average.during(() => Promise.reject(new Error('failed'))),
    { message: 'failed' },
  );
  t.deepEqual(await model.read(), [3, 3]);
  t.deepEqual([...(await average.averages.get('w')!.data())], [1, 2]);
});

test.serial('it keeps a copy of each tensor, and frees it', async (t) => {
  const model = network();
  const before = tf.memory().numTensors;
  const average = createWeightAverage(model, { decay: 0.5 });
  t.is(tf.memory().numTensors, before + 1);
  average.update(1);
  average.update(2);
  await average.during(async () => undefined);
  t.is(tf.memory().numTensors, before + 1);
  average.dispose();
  t.is(tf.memory().numTensors, before);
});
