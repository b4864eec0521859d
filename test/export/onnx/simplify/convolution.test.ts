import test from 'ava';
import { convolutionOf, withParts } from '../../../../src/export/onnx/simplify/convolution.ts';
import type { SizedOperation } from '../../../../src/export/onnx/sized-graph.ts';
import { whole } from '../../../../src/export/onnx/sized-graph.ts';
import { value } from '../_lowering.ts';

const [x, filter, bias] = [value(1, 4, 4, 3), value(3, 3, 3, 2), value(2)].map(whole);
const operation = (kernel: SizedOperation['kernel'], attributes: object = { strides: [2, 2] }): SizedOperation => ({
  kernel,
  operands: [x!, filter!],
  attributes,
  outputs: [value(1, 2, 2, 2)],
});

test('convolutions of any kind have the same parts, linear unless they say otherwise', (t) => {
  for (const kernel of ['Conv2D', 'DepthwiseConv2dNative', 'GroupedConv2D'] as const) {
    const { attributes, ...parts } = convolutionOf(operation(kernel))!;
    t.deepEqual(parts, { x: x!, filter: filter!, bias: undefined }, kernel);
    t.like(attributes, { activation: 'linear', leakyreluAlpha: 0, strides: [2, 2] });
  }
  t.is(convolutionOf(operation('FusedConv2D', { activation: 'relu' }))!.attributes.activation, 'relu');
  t.is(convolutionOf(operation('MaxPool')), undefined);
  t.is(convolutionOf(operation('Conv2DBackpropInput')), undefined, 'a transposed one has other filters');
});

test('with a bias each becomes the kind that has one', (t) => {
  const becomes = (kernel: SizedOperation['kernel']) => {
    const before = operation(kernel);
    const after = withParts(before, { ...convolutionOf(before)!, bias: bias! });
    t.deepEqual(after.operands, [x, filter, bias]);
    t.is(after.outputs, before.outputs);
    return after.kernel;
  };
  t.is(becomes('Conv2D'), 'FusedConv2D');
  t.is(becomes('FusedConv2D'), 'FusedConv2D');
  t.is(becomes('DepthwiseConv2dNative'), 'FusedDepthwiseConv2D');
  t.is(becomes('GroupedConv2D'), 'GroupedConv2D');
  const plain = operation('Conv2D');
  t.deepEqual(withParts(plain, convolutionOf(plain)!).operands, [x, filter], 'without a bias there is none');
});
