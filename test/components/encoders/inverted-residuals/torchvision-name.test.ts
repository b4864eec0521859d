import test from 'ava';
import { torchvisionName } from '../../../../src/components/encoders/inverted-residuals/torchvision-name.ts';
import { mobileNetV3Small } from '../../../../src/components/encoders/mobilenet-v3/stages.ts';

for (const [own, theirs] of [
  ['conv_stem.weight', 'features.0.0.weight'],
  ['bn1.running_var', 'features.0.1.running_var'],
  ['blocks.0.0.se.conv_expand.weight', 'features.1.block.1.fc2.weight'],
  ['blocks.2.0.se.conv_reduce.bias', 'features.4.block.2.fc1.bias'],
  ['blocks.2.0.bn3.bias', 'features.4.block.3.1.bias'],
  ['blocks.5.0.conv.weight', 'features.12.0.weight'],
] as const)
  test(`${own} is ${theirs}`, (t) => {
    t.is(
      torchvisionName(own, mobileNetV3Small, ({ blocksBefore }) => `features.${blocksBefore + 1}`),
      theirs,
    );
  });
