import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { BatchNorm2d, type Pass } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { assertAllClose, patternTensor, readTensorFixture, startTestEngine } from '../helpers/tensors.ts';

const expected = await readTensorFixture('ops');
test.before(startTestEngine);

const training: Pass = { training: true, random: createRandom(0) };
const inference: Pass = { ...training, training: false };
const input = (seed: number) =>
  tf.tidy(() => tf.add<tf.Tensor4D>(tf.mul(patternTensor<tf.Rank.R4>([2, 4, 5, 3], seed), 3), 2));

test.serial(
  "five training steps and one of inference have PyTorch's values, gradients and running statistics",
  async (t) => {
    const norm = new BatchNorm2d(3);
    norm.weight.assign(tf.tidy(() => tf.add<tf.Tensor1D>(patternTensor<tf.Rank.R1>([3], 5), 1)));
    norm.bias.assign(patternTensor<tf.Rank.R1>([3], 6));
    for (let step = 0; step < 5; step++) {
      const x = tf.variable(input(10 + step));
      let y: tf.Tensor4D | undefined;
      const { grads } = tf.variableGrads(() => {
        y = tf.keep(norm.forward(x, training));
        return tf.sum(tf.mul(y, patternTensor<tf.Rank.R4>([2, 4, 5, 3], 20 + step)));
      });
      await assertAllClose(t, y!, expected(`norm.${step}.y`), 1e-5, 'values');
      await assertAllClose(t, grads[x.name]!, expected(`norm.${step}.dx`), 1e-4, 'input gradients');
      await assertAllClose(t, grads[norm.weight.name]!, expected(`norm.${step}.dw`), 1e-4, 'weight gradients');
      await assertAllClose(t, grads[norm.bias.name]!, expected(`norm.${step}.db`), 1e-4, 'bias gradients');
      await assertAllClose(t, norm.runningMean, expected(`norm.${step}.mean`), 1e-5, 'running mean');
      await assertAllClose(t, norm.runningVar, expected(`norm.${step}.var`), 1e-5, 'running variance');
      x.dispose();
    }
    await assertAllClose(t, norm.forward(input(30), inference), expected('norm.eval.y'), 1e-5, 'inference');
    norm.dispose();
  },
);

test.serial('inference leaves the running statistics alone', async (t) => {
  const norm = new BatchNorm2d(2);
  tf.tidy(() => norm.forward(tf.ones([1, 2, 2, 2]), inference));
  t.deepEqual([...(await norm.runningMean.data())], [0, 0]);
  t.deepEqual([...(await norm.runningVar.data())], [1, 1]);
  norm.dispose();
});

test.serial('frozen, it normalises by its running statistics in training too, and keeps them', async (t) => {
  const norm = new BatchNorm2d(2);
  norm.freeze();
  t.false(norm.usesBatch(training));
  await assertAllClose(
    t,
    tf.tidy(() => norm.forward(tf.fill([1, 2, 2, 2], 3), training)),
    Array(8).fill(3 / Math.sqrt(1 + 1e-5)),
    1e-6,
  );
  t.deepEqual([...(await norm.runningMean.data())], [0, 0]);
  norm.unfreeze();
  t.deepEqual([norm.usesBatch(training), norm.usesBatch(inference)], [true, false]);
  tf.tidy(() => norm.forward(tf.fill([1, 2, 2, 2], 3), training));
  await assertAllClose(t, norm.runningMean, [0.3, 0.3], 1e-6);
  norm.dispose();
});

test.serial('statistics of values far from zero keep their digits', async (t) => {
  const norm = new BatchNorm2d(1);
  const x = tf.tidy(() => tf.add<tf.Tensor4D>(patternTensor<tf.Rank.R4>([8, 32, 32, 1], 3), 100));
  const values = await x.data<'float32'>();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  tf.tidy(() => norm.forward(x, training));
  await assertAllClose(t, norm.runningMean, [0.1 * mean], 1e-5);
  await assertAllClose(t, norm.runningVar, [0.9 + 0.1 * variance], 1e-5);
  norm.dispose();
  x.dispose();
});

test.serial('a single value per channel is refused in training, as in PyTorch', (t) => {
  const norm = new BatchNorm2d(2);
  const error = t.throws(() => tf.tidy(() => norm.forward(tf.ones([1, 1, 1, 2]), training)), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]?.code, 'bad-value');
  norm.dispose();
});
