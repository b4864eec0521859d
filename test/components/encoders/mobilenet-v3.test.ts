import test from 'ava';
import { torchvisionName } from '../../../src/components/encoders/inverted-residuals/torchvision-name.ts';
import { mobileNetV3Large, mobileNetV3Small } from '../../../src/components/encoders/mobilenet-v3/stages.ts';
import type { Stages } from '../../../src/components/encoders/inverted-residuals/stages.ts';
import { assertEncoder } from '../../helpers/encoder-fixture.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const renames = (stages: Stages) => (name: string) =>
  torchvisionName(name, stages, ({ blocksBefore }) => `features.${blocksBefore + 1}`);

test.serial("the large one's features are timm's, in training and in inference", async (t) => {
  const reference = { type: 'mobilenet_v3_large', implementation: 'timm' };
  await assertEncoder(t, 'timm.mobilenet_v3_large', reference, { inTraining: true });
});

test.serial("the small one's features with output_stride 16 are timm's", async (t) => {
  const reference = { type: 'mobilenet_v3_small', implementation: 'timm', output_stride: 16 };
  await assertEncoder(t, 'timm.mobilenet_v3_small.stride16', reference, { inTraining: true });
});

for (const [type, stages] of [
  ['mobilenet_v3_large', mobileNetV3Large],
  ['mobilenet_v3_small', mobileNetV3Small],
] as const)
  test.serial(`by torchvision's names, the features of ${type} are torchvision's`, async (t) => {
    await assertEncoder(t, `torchvision.${type}`, { type }, { rename: renames(stages) });
  });
