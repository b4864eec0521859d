import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildPart } from '../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const reference = { type: 'pspnet', encoder: { type: 'convnet', widths: [4, 6, 12, 16, 32] } };

test.serial('by default it pools to grids of 1, 2, 3 and 6 and takes its widths from the encoder', async (t) => {
  const model = await buildPart('model', reference);
  const shape = (name: string) => model.stateDict().get(name)?.shape;
  t.deepEqual(shape('encoder.stages.2.0.weight'), [3, 3, 6, 12]);
  t.deepEqual(shape('decoder.PPM.bins.3.1.weight'), [1, 1, 12, 3]);
  t.is(shape('decoder.PPM.bins.4.1.weight'), undefined);
  t.deepEqual(shape('decoder.SM.suppl.0.weight'), [3, 3, 32, 16]);
  t.deepEqual(shape('head.segmentation_head.0.weight'), [1, 1, 4, 3]);
  t.is(model.inputMultiple, 32);
  model.dispose();
});

test.serial('out_channels and bins are what YAML says, and classes what the dataset says', async (t) => {
  const classes = [{ name: 'a' }, { name: 'b' }];
  const model = await buildPart('model', { ...reference, out_channels: 7, bins: [2, 4, 8] }, { classes });
  const shape = (name: string) => model.stateDict().get(name)?.shape;
  t.deepEqual(shape('head.segmentation_head.0.weight'), [1, 1, 7, 2]);
  t.deepEqual(shape('decoder.PPM.bins.2.1.weight'), [1, 1, 12, 4]);
  t.is(shape('decoder.PPM.bins.3.1.weight'), undefined);
  model.dispose();
});

test.serial('by default it drops channels in training, with 0 it does not', async (t) => {
  const images = patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);
  const differs = async (changes: object) => {
    const model = await buildPart('model', {
      ...reference,
      encoder: { ...reference.encoder, widths: [4, 6, 12, 16, 64] },
      ...changes,
    });
    const at = (seed: number) =>
      tf.tidy(() => model.forward([images], { training: true, random: createRandom(seed) })).data<'float32'>();
    const [one, other] = [await at(1), await at(2)];
    model.dispose();
    return one.some((value, index) => value !== other[index]);
  };
  t.true(await differs({}));
  t.false(await differs({ dropout: 0 }));
});

test.serial(
  'the paper joins the feature once, so that the decoder has a quarter fewer channels to enlarge',
  async (t) => {
    const model = await buildPart('model', {
      ...reference,
      join_feature: 'once',
      enlarge: 'bilinear',
      enlarge_first: true,
    });
    const shape = (name: string) => model.stateDict().get(name)?.shape;
    t.deepEqual(shape('decoder.UM.upsample.0.us_transform.0.weight'), [3, 3, 36, 9]);
    model.dispose();
  },
);

test.serial('each option changes what the network computes', async (t) => {
  const images = patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);
  const pass = { training: false, random: createRandom(0) };
  const logits = async (changes: object) => {
    const model = await buildPart('model', { ...reference, ...changes });
    const values = await tf.tidy(() => model.forward([images], pass)).data<'float32'>();
    model.dispose();
    return Math.fround(values.reduce((sum, value) => sum + Math.abs(value), 0));
  };
  const variants = [{}, { join_feature: 'once' }, { enlarge: 'bilinear' }, { enlarge_first: true }];
  const sums = [];
  for (const changes of variants) sums.push(await logits(changes));
  t.is(new Set(sums).size, variants.length);
  images.dispose();
});

test.serial('an encoder with an output stride of 8 gives both features at stride 8', async (t) => {
  const model = await buildPart('model', {
    ...reference,
    encoder: { type: 'mobilenet_v1', alpha: 0.25, output_stride: 8 },
  });
  t.is(model.inputMultiple, 8);
  const pass = { training: false, random: createRandom(0) };
  const logits = tf.tidy(() => model.forward([tf.zeros([1, 40, 48, 3])], pass));
  t.deepEqual(logits.shape, [1, 40, 48, 3]);
  logits.dispose();
  model.dispose();
});

const refused = test.macro(async (t, changes: object, path: string, message: RegExp) => {
  const error = await t.throwsAsync(buildPart('model', { ...reference, ...changes }), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-value', path });
  t.regex(error.message, message);
});
test.serial(
  'a number of bins that does not divide the channels is refused',
  refused,
  { bins: [1, 2, 3, 4, 6] },
  'model.bins',
  /12 channels; got 5 bins/,
);
test.serial(
  'an encoder without stride 32 is refused',
  refused,
  { encoder: { type: 'convnet', widths: [4, 4, 8] } },
  'model.encoder',
  /of stride 32; this one has strides 2, 4, 8/,
);
