import test from 'ava';
import { SizeMatters } from '../../../../src/export/onnx/extent.ts';
import { convolutionLowerings } from '../../../../src/export/onnx/kernels/convolution.ts';
import { floatConstant } from '../../../../src/export/onnx/sized-graph.ts';
import { height, lowered, value, width } from '../_lowering.ts';

const x = { nchw: value(1, 8, 8, 2) };
const result = value(1, 4, 4, 2);
const window = {
  kernel: [2, 3],
  strides: [2, 1],
  dilations: [1, 2],
  padding: [
    [1, 2],
    [3, 4],
  ],
  input: [8, 8],
  output: [4, 4],
} as const;
const attributes = 'kernel_shape=[2,3] strides=[2,1] dilations=[1,2] pads=[1,3,2,4]';
const back = '{perm=[0,2,3,1]}';
/** [1, 1, in 2, out 2]: in ONNX's order 1 3 (to the first channel), 2 4 (to the second). */
const filter = floatConstant(Float32Array.of(1, 2, 3, 4), [1, 1, 2, 2]);
const relu6 = { ...window, activation: 'relu6', leakyreluAlpha: 0 } as const;

test('filters are turned to [out, in, height, width], and padding is first that of both axes before', (t) => {
  t.is(
    lowered(convolutionLowerings.Conv2D, [x, filter], window, result),
    `Transpose(Conv(x0, [1 3 2 4]){${attributes}})${back}`,
  );
});

test('a bias and an activation follow', (t) => {
  const bias = floatConstant(Float32Array.of(5, 6), [2]);
  t.is(
    lowered(convolutionLowerings.FusedConv2D, [x, filter, bias], relu6, result),
    `Transpose(Clip(Conv(x0, [1 3 2 4], [5 6]){${attributes}}, 0, 6))${back}`,
  );
});

test('convolutions in groups say how many', (t) => {
  const grouped = { ...relu6, activation: 'linear', groups: 2 } as const;
  t.is(
    lowered(convolutionLowerings.GroupedConv2D, [x, filter], grouped, result),
    `Transpose(Conv(x0, [1 3 2 4]){${attributes} group=2})${back}`,
  );
});

test('depthwise filters [.., in, multiplier] are groups of one, in by in', (t) => {
  t.is(
    lowered(convolutionLowerings.DepthwiseConv2dNative, [x, filter], window, value(1, 4, 4, 4)),
    `Transpose(Conv(x0, [1 2 3 4]){${attributes} group=2})${back}`,
  );
});

test('a transposed convolution gives the rows that the stride left over', (t) => {
  // 8 rows, of which windows of 1 with stride 2 see 1, 3, 5, 7: one is left. With padding they are 9, in 3 x 2 + 3.
  const plain = { kernel: [1, 3], strides: [2, 2], dilations: [1, 1], input: [8, 8], output: [4, 4] } as const;
  const text = lowered(
    convolutionLowerings.Conv2DBackpropInput,
    [{ nchw: value(1, 4, 4, 2) }, filter],
    {
      ...plain,
      padding: [
        [0, 0],
        [0, 1],
      ],
    },
    value(1, 8, 8, 2),
  );
  t.regex(text, /^Transpose\(ConvTranspose\(x0, \[1 3 2 4\]\).*pads=\[0,0,0,1\] output_padding=\[1,0\]/);
});

test('padding that follows the size of the images can not be written', (t) => {
  const padding = [
    [0, height],
    [0, 0],
  ] as const;
  t.throws(
    () => lowered(convolutionLowerings.Conv2D, [x, filter], { ...window, padding, input: [height, width] }, result),
    {
      instanceOf: SizeMatters,
      message: /^the padding of a convolution/,
    },
  );
});
