import test from 'ava';
import { kerasName, torchvisionName } from '../../../../src/components/encoders/mobilenet-v2/names.ts';
import { mobileNetV2 } from '../../../../src/components/encoders/mobilenet-v2/stages.ts';

const { stages } = mobileNetV2(1);

for (const [own, torchvision, keras] of [
  ['conv_stem.weight', 'features.0.0.weight', 'Conv1/kernel'],
  ['bn1.weight', 'features.0.1.weight', 'bn_Conv1/gamma'],
  ['blocks.0.0.conv_dw.weight', 'features.1.conv.0.0.weight', 'expanded_conv_depthwise/depthwise_kernel'],
  ['blocks.0.0.conv_pw.weight', 'features.1.conv.1.weight', 'expanded_conv_project/kernel'],
  ['blocks.0.0.bn2.running_mean', 'features.1.conv.2.running_mean', 'expanded_conv_project_BN/moving_mean'],
  ['blocks.1.0.conv_pw.weight', 'features.2.conv.0.0.weight', 'block_1_expand/kernel'],
  ['blocks.1.0.bn2.bias', 'features.2.conv.1.1.bias', 'block_1_depthwise_BN/beta'],
  ['blocks.6.0.bn3.running_var', 'features.17.conv.3.running_var', 'block_16_project_BN/moving_variance'],
] as const)
  test(`${own} is ${torchvision} in torchvision and ${keras} in Keras`, (t) => {
    t.is(torchvisionName(own, stages), torchvision);
    t.is(kerasName(own, stages), keras);
  });
