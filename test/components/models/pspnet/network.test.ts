import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { countParameters } from '../../../../src/nn/index.ts';
import type { SegmentationModel } from '../../../../src/registry/index.ts';
import { buildPart, inference, training } from '../../../helpers/networks.ts';
import { batchOfBlocks } from '../../../helpers/batches.ts';
import { assertAllClose, readTensorFixture, startTestEngine } from '../../../helpers/tensors.ts';

const expected = await readTensorFixture('pspnet');
test.before(startTestEngine);

const reference = {
  type: 'pspnet',
  encoder: { type: 'convnet', widths: [4, 6, 8, 16, 32] },
  dropout: 0,
  out_channels: 6,
};

const batch = (step: number) => batchOfBlocks(4, step);

const everyEighth = (logits: tf.Tensor4D) => tf.stridedSlice(logits, [0, 0, 0, 0], logits.shape, [1, 8, 8, 1]);

/** The network with the weights that PyTorch's training began with. */
async function fromInitialWeights(): Promise<SegmentationModel> {
  const model = await buildPart('model', reference);
  for (const [name, variable] of model.stateDict()) {
    const value = tf.tensor(expected(`initial.${name}`), variable.shape);
    variable.assign(value);
    value.dispose();
  }
  return model;
}

test.serial("the first forward pass has PyTorch's logits", async (t) => {
  const model = await fromInitialWeights();
  const logits = tf.tidy(() => everyEighth(model.forward([batch(0).images], training())));
  await assertAllClose(t, logits, expected('logits.first'), 1e-4, 'logits');
  model.dispose();
});

test.serial(
  "50 training steps from PyTorch's weights have PyTorch's first gradients and, within 1 %, its losses",
  async (t) => {
    const model = await fromInitialWeights();
    const parameters = model.namedParameters();
    const loss = await buildPart('loss', { type: 'cross-entropy' });
    const optimizer = await buildPart('optimizer', { type: 'adam', weight_decay: 1e-5 }, { parameters });
    const scheduler = await buildPart('scheduler', { type: 'step', step_size: 10, gamma: 0.85 });
    const losses: number[] = [];
    for (let step = 0; step < 50; step++) {
      const { images, target } = batch(step);
      const { value, grads } = tf.variableGrads(() => loss(model.forward([images], training()), target));
      const gradients = new Map(parameters.map(([name, { name: id }]) => [name, grads[id]!]));
      if (step === 0) for (const [name, gradient] of gradients) await checkGradient(name, gradient);
      optimizer.step(gradients, optimizer.learningRate * scheduler(step));
      losses.push((await value.data())[0]!);
      tf.dispose([value, grads, images, target]);
    }
    const oracle = expected('losses');
    const worst = Math.max(...losses.map((value, step) => Math.abs(value / oracle[step]! - 1)));
    t.log(
      `losses ${losses[0]!.toFixed(4)} to ${losses.at(-1)!.toFixed(4)}, at most ${(100 * worst).toFixed(4)} % from PyTorch's`,
    );
    t.true(worst < 0.01);
    const logits = tf.tidy(() => everyEighth(model.forward([batch(50).images], inference)));
    await assertAllClose(t, logits, expected('logits.eval'), 0.05, 'logits of the trained network in inference');

    /** Before batch norm a bias has no effect: both gradients are rounding noise. */
    async function checkGradient(name: string, gradient: tf.Tensor): Promise<void> {
      const values = expected(`gradient.${name}`);
      if (values.every((value) => Math.abs(value) < 1e-6)) {
        t.true(
          (await gradient.data<'float32'>()).every((value) => Math.abs(value) < 1e-6),
          name,
        );
      } else {
        await assertAllClose(t, tf.clone(gradient), values, 1e-3, `gradients of ${name}`);
      }
    }
  },
);

test.serial('a training step and a prediction leave no tensor', async (t) => {
  const model = await buildPart('model', {
    ...reference,
    encoder: { type: 'mobilenet_v1', alpha: 0.25, frozen: true },
    dropout: 0.5,
  });
  const before = tf.memory().numTensors;
  const images = tf.zeros<tf.Rank.R4>([2, 64, 64, 3]);
  const encoded = model.encodeFrozen(images);
  t.deepEqual(
    encoded.map(({ shape }) => shape),
    [
      [2, 8, 8, 64],
      [2, 2, 2, 256],
    ],
  );
  const { value, grads } = tf.variableGrads(() => tf.mean(model.forward(encoded, training())));
  t.false(
    Object.keys(grads).some((id) =>
      model.namedParameters('').some(([name, p]) => p.name === id && name.startsWith('encoder.')),
    ),
  );
  const logits = tf.tidy(() => model.forward(encoded, inference));
  t.deepEqual(logits.shape, [2, 64, 64, 3]);
  tf.dispose([images, encoded, value, grads, logits]);
  t.is(tf.memory().numTensors, before);
  model.dispose();
});

test.serial('parameters are counted before and after freezing', async (t) => {
  const trained = await buildPart('model', { type: 'pspnet', encoder: { type: 'mobilenet_v1' } });
  const frozen = await buildPart('model', { type: 'pspnet', encoder: { type: 'mobilenet_v1', frozen: true } });
  // Keras: MobileNetV1 0.75 without its top has 1,832,976 parameters, of which 16,416 are running statistics.
  const encoder = 1_832_976 - 16_416;
  t.is(countParameters(trained), countParameters(trained, { trainableOnly: true }));
  t.is(countParameters(frozen), countParameters(trained));
  t.is(countParameters(trained) - countParameters(frozen, { trainableOnly: true }), encoder);
  // Pyramid 4 * (192 * 48 + 3 * 48), supplementary 9 * 768 * 384 + 3 * 384 + 384 * 192 + 3 * 192,
  // upsampling 9 * (768 * 192 + 192 * 96 + 96 * 64) + 3 * (192 + 96 + 64), head 64 * 3 + 3.
  t.is(countParameters(frozen, { trainableOnly: true }), 37_440 + 2_729_664 + 1_549_344 + 195);
});
