import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ConvBlock, type ConvBlockOptions } from '../../../src/components/encoders/conv-block.ts';
import { createRandom } from '../../../src/core/random.ts';
import { BatchNorm2d, Conv2d, Sequential } from '../../../src/nn/index.ts';
import { assertPart, assignByName } from '../../helpers/named-weights.ts';
import { inference, training } from '../../helpers/networks.ts';
import { assertAllClose, patternTensor, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);
/** As in MobileNetV1. */
const full: ConvBlockOptions = {
  inChannels: 3,
  outChannels: 5,
  kernelSize: 3,
  stride: 2,
  padding: 'same',
  activation: 'relu6',
  eps: 1e-3,
  momentum: 0.01,
  names: ['conv', 'bn'],
  random,
};
const depthwise = { ...full, inChannels: 4, outChannels: 4, stride: 1, groups: 4 };

test.serial("a full convolution of stride 2 has PyTorch's outputs with Keras's padding and statistics", async (t) => {
  const block = new ConvBlock(full);
  await assertPart(t, 'conv-block', block, ([x], pass) => block.forward(x!, pass), [[2, 6, 8, 3]]);
});

test.serial("a depthwise convolution has PyTorch's outputs", async (t) => {
  const block = new ConvBlock(depthwise);
  await assertPart(t, 'conv-block.depthwise', block, ([x], pass) => block.forward(x!, pass), [[2, 5, 4, 4]]);
});

const kinds: Record<string, ConvBlockOptions> = {
  full,
  depthwise,
  'strided depthwise': { ...depthwise, stride: 2 },
  pointwise: { ...full, kernelSize: 1, stride: 1 },
  grouped: { inChannels: 6, outChannels: 4, kernelSize: 3, groups: 2, random },
  dilated: { inChannels: 3, outChannels: 4, kernelSize: 3, dilation: 2, activation: 'none', random },
  hardswish: { inChannels: 3, outChannels: 4, kernelSize: 5, stride: 2, activation: 'hardswish', random },
  silu: { ...depthwise, activation: 'silu' },
};

for (const [name, options] of Object.entries(kinds)) {
  test.serial(`folded into one op, a ${name} block gives what its layers give one by one`, async (t) => {
    const { inChannels, outChannels, kernelSize, dilation = 1, padding = (dilation * (kernelSize - 1)) / 2 } = options;
    const block = new ConvBlock({ ...options, names: ['0', '1'] });
    const layers = new Sequential(
      new Conv2d(inChannels, outChannels, kernelSize, { ...options, padding, bias: false }),
      new BatchNorm2d(outChannels, { eps: options.eps ?? 1e-5 }),
    );
    for (const module of [block, layers]) assignByName(module);
    // Inputs of up to 10, so that some outputs are clipped at 0 and some at 6.
    const x = tf.tidy(() => tf.mul<tf.Tensor4D>(patternTensor<tf.Rank.R4>([2, 7, 6, inChannels], 1), 20));
    const plain = await tf.tidy(() => layers.forward(x, inference)).data<'float32'>();
    const expected = plain.map(byHand[options.activation ?? 'relu']);
    t.true(plain.some((value) => value < -3) && plain.some((value) => value > 6));
    await assertAllClose(
      t,
      tf.tidy(() => block.forward(x, inference)),
      expected,
      1e-5,
    );
    tf.dispose([x, ...block.stateDict().values(), ...layers.stateDict().values()]);
  });
}

const byHand = {
  none: (x: number) => x,
  relu: (x: number) => Math.max(x, 0),
  relu6: (x: number) => Math.min(Math.max(x, 0), 6),
  hardswish: (x: number) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  silu: (x: number) => x / (1 + Math.exp(-x)),
};

test.serial('frozen, it folds in training too: statistics stay, and the input still gets its gradient', async (t) => {
  const block = new ConvBlock(full);
  assignByName(block);
  const x = patternTensor<tf.Rank.R4>([2, 6, 8, 3], 1);
  const gradientIn = (pass: typeof inference) =>
    tf.tidy(() => tf.grad((input) => block.forward(input as tf.Tensor4D, pass))(x));
  const [expected, before] = [
    await gradientIn(inference).data(),
    await block.stateDict().get('bn.running_mean')!.data(),
  ];
  block.freeze();
  await assertAllClose(t, gradientIn(training()), expected, 1e-6, 'gradients');
  t.deepEqual(await block.stateDict().get('bn.running_mean')!.data(), before);
  block.unfreeze();
  await tf.tidy(() => block.forward(x, training())).data();
  t.notDeepEqual(await block.stateDict().get('bn.running_mean')!.data(), before);
  block.dispose();
});

test.serial('by default its parts are called as in a Sequential', (t) => {
  const block = new ConvBlock({ inChannels: 2, outChannels: 3, kernelSize: 1, random });
  t.deepEqual([...block.stateDict().keys()], ['0.weight', '1.weight', '1.bias', '1.running_mean', '1.running_var']);
  block.dispose();
});
