import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ConvBlock } from '../../../../src/components/encoders/mobilenet-v1/conv-block.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart, assignByName } from '../../../helpers/named-weights.ts';
import { inference } from '../../../helpers/networks.ts';
import { assertAllClose, patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const full = { inChannels: 3, outChannels: 5, kernelSize: 3, stride: 2, depthwise: false, random: createRandom(0) };
const depthwise = { ...full, inChannels: 4, outChannels: 4, stride: 1, depthwise: true };
const strided = { ...depthwise, stride: 2 };
const pointwise = { ...full, kernelSize: 1, stride: 1 };

test.serial("a full convolution of stride 2 has PyTorch's outputs with Keras's padding and statistics", async (t) => {
  const block = new ConvBlock(full);
  await assertPart(t, 'conv-block', block, ([x], pass) => block.forward(x!, pass), [[2, 6, 8, 3]]);
});

test.serial("a depthwise convolution has PyTorch's outputs", async (t) => {
  const block = new ConvBlock(depthwise);
  await assertPart(t, 'conv-block.depthwise', block, ([x], pass) => block.forward(x!, pass), [[2, 5, 4, 4]]);
});

for (const [name, options] of Object.entries({ full, depthwise, strided, pointwise })) {
  test.serial(`folded into one op, a ${name} block gives what it gives in inference`, async (t) => {
    const block = new ConvBlock(options);
    assignByName(block);
    // Inputs of up to 10, so that some outputs are clipped at 0 and some at 6.
    const x = tf.tidy(() => tf.mul<tf.Tensor4D>(patternTensor<tf.Rank.R4>([2, 6, 6, options.inChannels], 1), 20));
    const expected = await tf.tidy(() => block.forward(x, inference)).data<'float32'>();
    t.true(expected.includes(0) && expected.includes(6));
    await assertAllClose(
      t,
      tf.tidy(() => block.infer(x)),
      expected,
      1e-5,
    );
    x.dispose();
    block.dispose();
  });
}
