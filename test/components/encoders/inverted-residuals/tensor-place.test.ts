import test from 'ava';
import { tensorPlace } from '../../../../src/components/encoders/inverted-residuals/tensor-place.ts';
import { mobileNetV3Small } from '../../../../src/components/encoders/mobilenet-v3/stages.ts';

const at = (name: string) => {
  const { part, blocksBefore, position, isNorm, variable } = tensorPlace(name, mobileNetV3Small);
  return [part, blocksBefore, position, isNorm, variable];
};

for (const [name, ...place] of [
  ['conv_stem.weight', 'stem', 0, 0, false, 'weight'],
  ['bn1.running_mean', 'stem', 0, 0, true, 'running_mean'],
  ['blocks.0.0.conv_dw.weight', 'depthwise', 0, 0, false, 'weight'],
  ['blocks.0.0.bn1.bias', 'depthwise', 0, 0, true, 'bias'],
  ['blocks.0.0.se.conv_reduce.bias', 'squeeze', 0, 1, false, 'conv_reduce.bias'],
  ['blocks.0.0.conv_pw.weight', 'project', 0, 2, false, 'weight'],
  ['blocks.0.0.bn2.weight', 'project', 0, 2, true, 'weight'],
  ['blocks.1.1.conv_pw.weight', 'expand', 2, 0, false, 'weight'],
  ['blocks.1.1.bn3.weight', 'project', 2, 2, true, 'weight'],
  ['blocks.2.0.bn2.weight', 'depthwise', 3, 1, true, 'weight'],
  ['blocks.2.0.conv_pwl.weight', 'project', 3, 3, false, 'weight'],
  ['blocks.5.0.conv.weight', 'last', 11, 0, false, 'weight'],
  ['blocks.5.0.bn1.weight', 'last', 11, 0, true, 'weight'],
] as const)
  test(`${name} is of ${place[0]}`, (t) => {
    t.deepEqual(at(name), place as readonly unknown[] as unknown[]);
  });
