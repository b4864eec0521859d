import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { ComponentReference } from '../../../src/registry/index.ts';
import { buildPart } from '../../helpers/networks.ts';
import { assertAllClose, patternTensor, readTensorFixture, startTestEngine } from '../../helpers/tensors.ts';

const expected = await readTensorFixture('ops');
test.before(startTestEngine);

const weight = [0.2, 1, 2.5];
const targets = Int32Array.from({ length: 60 }, (_, index) =>
  index % 7 === 0 ? 255 : Math.floor((index * 5) / 3) % 3,
);
const logits = () => tf.tidy(() => tf.mul<tf.Tensor4D>(patternTensor<tf.Rank.R4>([2, 6, 5, 3], 7), 6));

const oracle = test.macro({
  title: (_, name) => `${name} has PyTorch's value and gradient`,
  async exec(t, name: string, reference: ComponentReference, values: Int32Array = targets) {
    const loss = await buildPart('loss', reference);
    const target = tf.tensor3d(values, [2, 6, 5], 'int32');
    const before = tf.memory().numTensors;
    const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, target))(logits());
    t.is(value.rank, 0);
    await assertAllClose(t, value, expected(`loss.${name}.value`), 1e-5, 'value');
    await assertAllClose(t, grad, expected(`loss.${name}.dx`), 1e-4, 'gradient');
    t.is(tf.memory().numTensors, before + 1, 'only the logits are left');
  },
});

test.serial(oracle, 'ce', { type: 'cross-entropy' });
test.serial(oracle, 'weighted', { type: 'cross-entropy', weight });
test.serial(oracle, 'smooth', { type: 'cross-entropy', label_smoothing: 0.1 });
test.serial(oracle, 'both', { type: 'cross-entropy', weight, label_smoothing: 0.1 });
test.serial(
  oracle,
  'ignorezero',
  { type: 'cross-entropy', ignore_index: 0 },
  targets.map((value) => (value === 255 ? 1 : value)),
);
test.serial(oracle, 'focal0', { type: 'focal', gamma: 0 });
test.serial(oracle, 'focal0.5', { type: 'focal', gamma: 0.5 });
test.serial(oracle, 'focal1', { type: 'focal' });
test.serial(oracle, 'focal2', { type: 'focal', gamma: 2 });
test.serial(oracle, 'focal3', { type: 'focal', gamma: 3 });

for (const reference of [
  { type: 'cross-entropy' },
  { type: 'cross-entropy', weight, label_smoothing: 0.1 },
  { type: 'focal', gamma: 0.5 },
]) {
  test.serial(`${JSON.stringify(reference)} of a batch of ignored pixels is 0 with no gradient`, async (t) => {
    const loss = await buildPart('loss', reference);
    const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, tf.fill([2, 6, 5], 255, 'int32')))(logits());
    t.is(Math.abs((await value.data())[0]!), 0);
    t.true((await grad.data()).every((entry) => entry === 0));
  });

  test.serial(`${JSON.stringify(reference)} stays finite for logits far apart`, async (t) => {
    const loss = await buildPart('loss', reference);
    const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, tf.zeros([2, 6, 5], 'int32')))(
      tf.tidy(() => tf.mul(logits(), 1000)),
    );
    t.true(Number.isFinite((await value.data())[0]));
    t.true((await grad.data<'float32'>()).every(Number.isFinite));
  });
}

test('one weight per class is needed', async (t) => {
  const error = await t.throwsAsync(buildPart('loss', { type: 'cross-entropy', weight: [1, 2] }), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'bad-value', message: 'loss.weight must have one entry per class, 3; got 2' });
});
