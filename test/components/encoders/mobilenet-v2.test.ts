import test from 'ava';
import { kerasName, torchvisionName } from '../../../src/components/encoders/mobilenet-v2/names.ts';
import { mobileNetV2 } from '../../../src/components/encoders/mobilenet-v2/stages.ts';
import { countParameters } from '../../../src/nn/index.ts';
import { assertEncoder } from '../../helpers/encoder-fixture.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const type = 'mobilenet_v2';

test.serial("its features are timm's, in training and in inference", async (t) => {
  await assertEncoder(t, 'timm.mobilenet_v2', { type }, { inTraining: true });
});

test.serial("with output_stride 8 its features are timm's", async (t) => {
  await assertEncoder(t, 'timm.mobilenet_v2.stride8', { type, output_stride: 8 }, { inTraining: true });
});

test.serial("by torchvision's names its features are torchvision's", async (t) => {
  const { stages } = mobileNetV2(1);
  await assertEncoder(t, 'torchvision.mobilenet_v2', { type }, { rename: (name) => torchvisionName(name, stages) });
});

test.serial("by Keras's names, and with its details, its features are Keras's", async (t) => {
  const { stages } = mobileNetV2(0.35);
  const rename = (name: string) => kerasName(name, stages);
  await assertEncoder(
    t,
    'keras.mobilenet_v2',
    { type, alpha: 0.35, implementation: 'keras' },
    { rename, trains: false },
  );
});

test.serial('it has the parameters of torchvision without the classifier and the convolution before it', async (t) => {
  const encoder = await buildPart('encoder', { type });
  // Torchvision: 3,504,872, of which the classifier has 1,281,000 and the last convolution 320 * 1280 + 2 * 1280.
  t.is(countParameters(encoder), 3_504_872 - 1_281_000 - 320 * 1280 - 2 * 1280);
  encoder.dispose();
});

test.serial('frozen, nothing in it trains', async (t) => {
  const encoder = await buildPart('encoder', { type, alpha: 0.35, frozen: true });
  t.true(encoder.frozen);
  encoder.dispose();
});

test("weights in a model.json are Keras's, unless the file says otherwise", async (t) => {
  const normalizationOf = async (keys: object) => {
    const encoder = await buildPart('encoder', { type, alpha: 0.35, ...keys });
    encoder.dispose();
    return encoder.normalization.mean[0];
  };
  t.is(await normalizationOf({}), 0.485);
  t.is(await normalizationOf({ implementation: 'keras' }), 0.5);
  const missing = { weights: 'nowhere/model.json' };
  await t.throwsAsync(normalizationOf(missing), { message: /nowhere/ });
});
