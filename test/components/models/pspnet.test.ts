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
  /stride 32; this one has strides 2, 4, 8/,
);
