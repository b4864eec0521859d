import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ConvNet } from '../../../src/components/encoders/convnet/network.ts';
import { EncoderDecoder, type Decoder } from '../../../src/components/models/encoder-decoder.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createRandom } from '../../../src/core/random.ts';
import * as nn from '../../../src/nn/index.ts';
import { buildPart, inference, training } from '../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);

/** Gives the level of stride 4 as it is. */
class Second extends nn.Module implements Decoder {
  readonly levels = [1];
  readonly outChannels = 6;
  readonly outStride = 4;

  forward([feature]: readonly tf.Tensor4D[]): tf.Tensor4D {
    return feature!;
  }
}

const onPlain = (dropout = 0) =>
  new EncoderDecoder({
    encoder: new ConvNet({ widths: [4, 6, 8], convsPerStage: 1, random }),
    decoder: new Second(),
    dropout,
    auxiliaryHeads: [],
    classes: 3,
    random,
  });

const frozen = { type: 'mobilenet_v1', alpha: 0.25, frozen: true };

test.serial("the input must be a multiple of the coarsest stride, and is normalised as the encoder's", (t) => {
  const model = onPlain();
  t.is(model.inputMultiple, 8);
  t.deepEqual(model.normalization.mean, [0.485, 0.456, 0.406]);
  model.dispose();
});

test.serial('logits are enlarged to the size of the image, bilinearly', async (t) => {
  const model = onPlain();
  const logits = tf.tidy(() => model.forward([patternTensor<tf.Rank.R4>([1, 16, 24, 3], 1)], inference));
  t.deepEqual(logits.shape, [1, 16, 24, 3]);
  const first = await tf.tidy(() => tf.slice(logits, [0, 0, 0, 0], [1, 1, 8, 1])).data();
  // Between the centres of the first two of a row of cells of four pixels, each step is as long as the one before.
  t.is(first[0], first[1], 'before the first centre nothing changes');
  const steps = [3, 4, 5].map((at) => first[at]! - first[at - 1]!);
  t.true(steps.every((step) => Math.abs(step - steps[0]!) < 1e-6 && step !== 0));
  logits.dispose();
  model.dispose();
});

test.serial('dropout comes before the head, in training only', async (t) => {
  const model = onPlain(0.5);
  const images = patternTensor<tf.Rank.R4>([1, 16, 16, 3], 1);
  const at = async (pass: typeof inference) => tf.tidy(() => model.forward([images], pass)).data();
  t.deepEqual(await at(inference), await at(inference));
  t.notDeepEqual(await at({ ...training(), random: createRandom(1) }), await at(training()));
  model.dispose();
});

test.serial('a frozen encoder gives the levels that are used, and no gradient reaches it', async (t) => {
  const reference = { type: 'deeplabv3plus', encoder: frozen, channels: 4, auxiliary_heads: [{ level: 2 }] };
  const model = await buildPart('model', reference);
  const before = tf.memory().numTensors;
  const images = patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);
  const encoded = model.encodeFrozen(images);
  t.deepEqual(
    encoded.map(({ shape }) => shape).toSorted((a, b) => b[1] - a[1]),
    [
      [2, 16, 16, 32],
      [2, 8, 8, 64],
      [2, 2, 2, 256],
    ],
  );
  const { value, grads } = tf.variableGrads(() => {
    const { logits, auxiliary } = model.forwardInTraining!(encoded, training());
    t.deepEqual(
      auxiliary.map((head) => [head.logits.shape, head.weight]),
      [[[2, 64, 64, 3], 0.4]],
    );
    return tf.add(tf.mean(logits), tf.mean(auxiliary[0]!.logits));
  });
  const names = new Map(model.namedParameters().map(([name, parameter]) => [parameter.name, name]));
  const trained = Object.keys(grads).map((id) => names.get(id)!);
  t.true(trained.includes('decoder.low_level.0.weight') && trained.includes('auxiliary.0.layers.2.bias'));
  t.false(trained.some((name) => name.startsWith('encoder.')));
  const logits = tf.tidy(() => model.forward(encoded, inference));
  t.deepEqual(logits.shape, [2, 64, 64, 3]);
  tf.dispose([value, grads, images, encoded, logits]);
  t.is(tf.memory().numTensors, before);
  model.dispose();
});

test.serial('auxiliary heads change no weight of the rest', async (t) => {
  const encoder = { type: 'convnet', widths: [4, 6] };
  const [plain, helped] = [
    await buildPart('model', { type: 'unet', encoder }),
    await buildPart('model', { type: 'unet', encoder, auxiliary_heads: [{}] }),
  ];
  for (const [name, variable] of plain.stateDict())
    t.deepEqual(await helped.stateDict().get(name)!.data(), await variable.data(), name);
  t.true(helped.stateDict().size > plain.stateDict().size);
  for (const model of [plain, helped]) model.dispose();
});

test.serial('an auxiliary head on a level that the encoder lacks is refused at its key', async (t) => {
  const encoder = { type: 'convnet', widths: [4, 6] };
  const reference = { type: 'unet', encoder, auxiliary_heads: [{}, { level: 2 }] };
  const error = await t.throwsAsync(buildPart('model', reference), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-value', path: 'model.auxiliary_heads.1.level' });
});
