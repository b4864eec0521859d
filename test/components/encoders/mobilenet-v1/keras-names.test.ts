import test from 'ava';
import { kerasName } from '../../../../src/components/encoders/mobilenet-v1/keras-names.ts';

test("each tensor has the name of Keras's layer and variable", (t) => {
  t.deepEqual(
    [
      'conv1.conv.weight',
      'conv_dw_1.conv.weight',
      'conv_pw_13.conv.weight',
      'conv_dw_1.bn.weight',
      'conv_pw_1.bn.bias',
      'conv1.bn.running_mean',
      'conv1.bn.running_var',
    ].map(kerasName),
    [
      'conv1/kernel',
      'conv_dw_1/depthwise_kernel',
      'conv_pw_13/kernel',
      'conv_dw_1_bn/gamma',
      'conv_pw_1_bn/beta',
      'conv1_bn/moving_mean',
      'conv1_bn/moving_variance',
    ],
  );
});
