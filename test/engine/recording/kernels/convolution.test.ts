import test from 'ava';
import type { KernelName } from '../../../../src/engine/recording/kernels/index.ts';
import { input, record, results } from './record.ts';

const window = { strides: [2, 1], pad: 'same', dilations: 1, dataFormat: 'NHWC' };
const x = input([2, 8, 7, 3]);

test('a convolution has the channels of its filter, a depthwise one those of its input times the multiplier', (t) => {
  t.deepEqual(results('Conv2D', { x, filter: input([3, 3, 3, 5]) }, window), ['float32[2,4,7,5]']);
  t.deepEqual(results('DepthwiseConv2dNative', { x, filter: input([3, 3, 3, 2]) }, window), ['float32[2,4,7,6]']);
});

test('the window is recorded, with its padding side by side', (t) => {
  t.deepEqual(record('Conv2D', { x, filter: input([3, 3, 3, 5]) }, window)!.attributes, {
    kernel: [3, 3],
    strides: [2, 1],
    dilations: [1, 1],
    padding: [
      [0, 1],
      [1, 1],
    ],
    input: [8, 7],
    output: [4, 7],
  });
});

for (const [kernel, inputs, shapes, expected] of [
  ['Conv2DBackpropInput', ['dy', 'filter'], { inputShape: [2, 8, 7, 3] }, 'float32[2,8,7,3]'],
  ['Conv2DBackpropFilter', ['x', 'dy'], { filterShape: [3, 3, 3, 5] }, 'float32[3,3,3,5]'],
  ['DepthwiseConv2dNativeBackpropInput', ['dy', 'filter'], { inputShape: [2, 8, 7, 3] }, 'float32[2,8,7,3]'],
  ['DepthwiseConv2dNativeBackpropFilter', ['x', 'dy'], { filterShape: [3, 3, 3, 2] }, 'float32[3,3,3,2]'],
] as const) {
  test(`${kernel} has the shape that the call names, and the window of the convolution`, (t) => {
    const depthwise = kernel.startsWith('Depthwise');
    const tensors = {
      x,
      dy: input([2, 4, 7, depthwise ? 6 : 5]),
      filter: input(depthwise ? [3, 3, 3, 2] : [3, 3, 3, 5]),
    };
    const call = Object.fromEntries(inputs.map((name) => [name, tensors[name]]));
    const attrs = { ...window, ...shapes };
    t.deepEqual(results(kernel, call, attrs), [expected]);
    t.deepEqual(record(kernel, call, attrs)!.operands, Object.values(call));
    t.like(record(kernel, call, attrs)!.attributes, { kernel: [3, 3], input: [8, 7], output: [4, 7] });
  });
}

test('a fused convolution keeps its bias as an operand, and its activation', (t) => {
  const [filter, bias] = [input([3, 3, 3, 5]), input([5])];
  const fused = record('FusedConv2D', { x, filter, bias }, { ...window, activation: 'relu6' })!;
  t.deepEqual(fused.operands, [x, filter, bias]);
  t.like(fused.attributes, { activation: 'relu6', output: [4, 7] });
  t.deepEqual(record('FusedConv2D', { x, filter }, { ...window, activation: 'linear' })!.operands, [x, filter]);
});

for (const [what, extra, attrs] of [
  ['channels first', {}, { dataFormat: 'NCHW' }],
  ['weights of the activation', { preluActivationWeights: input([5]) }, {}],
  ['a bias of more than one axis', { bias: input([1, 1, 5]) }, {}],
] as const) {
  test(`a fused convolution with ${what} is left to another backend`, (t) => {
    for (const kernel of ['FusedConv2D', 'FusedDepthwiseConv2D'] satisfies KernelName[]) {
      const inputs = { x, filter: input([3, 3, 3, 5]), ...extra };
      t.is(record(kernel, inputs, { ...window, activation: 'linear', ...attrs }), undefined, kernel);
    }
  });
}

test('no convolution or gradient takes channels first', (t) => {
  const attrs = { ...window, dataFormat: 'NCHW', inputShape: [2, 8, 7, 3], filterShape: [3, 3, 3, 5] };
  const inputs = { x, dy: input([2, 4, 7, 5]), filter: input([3, 3, 3, 5]) };
  for (const kernel of ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'] satisfies KernelName[])
    t.is(record(kernel, inputs, attrs), undefined, kernel);
});
