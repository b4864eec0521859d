import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ConvNet } from '../../../../src/components/encoders/convnet/network.ts';
import { MobileNetV1 } from '../../../../src/components/encoders/mobilenet-v1/network.ts';
import { UNet } from '../../../../src/components/models/unet/network.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { inference, training } from '../../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);
const unet = (decoderWidths?: readonly number[], dropout = 0) =>
  new UNet({
    encoder: new ConvNet({ widths: [4, 6, 8], convsPerStage: 1, random }),
    decoderWidths,
    dropout,
    classes: 3,
    random,
  });

test.serial("the whole network has PyTorch's logits, and gradients of the images", async (t) => {
  const model = unet([7, 5, 3]);
  await assertPart(t, 'unet', model, ([images], pass) => model.forward([images!], pass), [[2, 16, 24, 3]], {
    every: 4,
    tolerance: 1e-3,
  });
});

test.serial('by default each step has the width of the next finer level, and the last keeps the finest', (t) => {
  const model = unet();
  const shape = (name: string) => model.stateDict().get(name)?.shape;
  t.deepEqual(shape('decoder.0.convs.0.weight'), [3, 3, 8 + 6, 6]);
  t.deepEqual(shape('decoder.1.convs.0.weight'), [3, 3, 6 + 4, 4]);
  t.deepEqual(shape('decoder.2.convs.0.weight'), [3, 3, 4, 4]);
  t.deepEqual(shape('head.segmentation_head.0.weight'), [1, 1, 4, 3]);
  model.dispose();
});

test.serial("the input must be a multiple of the coarsest stride, and is normalised as the encoder's", (t) => {
  const model = unet();
  t.is(model.inputMultiple, 8);
  t.deepEqual(model.normalization.mean, [0.485, 0.456, 0.406]);
  model.dispose();
});

test.serial('a wrong number of widths is refused', (t) => {
  const error = t.throws(() => unet([4, 4]), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-value',
    path: 'model.decoder_widths',
    message: 'decoder_widths must have one entry per encoder level, 3 here; got 2',
  });
});

test.serial('dropout comes before the head, in training only', async (t) => {
  const model = unet(undefined, 0.5);
  const images = patternTensor<tf.Rank.R4>([1, 16, 16, 3], 1);
  const at = async (pass: typeof inference) => tf.tidy(() => model.forward([images], pass)).data();
  t.deepEqual(await at(inference), await at(inference));
  t.notDeepEqual(await at({ ...training(), random: createRandom(1) }), await at(training()));
  model.dispose();
});

test.serial('on a frozen encoder it encodes every level, and no gradient reaches the encoder', (t) => {
  const encoder = new MobileNetV1({ alpha: 0.25, outputStride: 32, random });
  encoder.freeze();
  const model = new UNet({ encoder, decoderWidths: [8, 8, 8, 4, 4], dropout: 0, classes: 3, random });
  const encoded = model.encodeFrozen(tf.zeros([2, 32, 64, 3]));
  t.deepEqual(
    encoded.map(({ shape }) => shape),
    [
      [2, 16, 32, 16],
      [2, 8, 16, 32],
      [2, 4, 8, 64],
      [2, 2, 4, 128],
      [2, 1, 2, 256],
    ],
  );
  const { value, grads } = tf.variableGrads(() => tf.mean(model.forward(encoded, training())));
  const names = new Map(model.namedParameters().map(([name, parameter]) => [parameter.name, name]));
  const trained = Object.keys(grads).map((id) => names.get(id)!);
  t.true(trained.includes('decoder.0.convs.0.weight') && trained.includes('head.segmentation_head.0.bias'));
  t.false(trained.some((name) => name.startsWith('encoder.')));
  tf.dispose([value, grads, encoded]);
  model.dispose();
});
