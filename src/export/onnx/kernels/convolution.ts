import type { Window } from '../../../engine/geometry/window.ts';
import { activate } from '../../../engine/onnx/kernels/activation.ts';
import type { Attributes } from '../../../engine/onnx/model.ts';
import type { convolutionKernels, depthwiseKernels } from '../../../engine/recording/kernels/convolution.ts';
import type { FusedActivation } from '../../../engine/recording/kernels/fused-activation.ts';
import type { groupedConvolutionKernels } from '../../../engine/recording/kernels/grouped-convolution.ts';
import { combine, type Extent, type Sized } from '../extent.ts';
import type { Lowering, LoweringsOf, SizedCall } from '../lowering.ts';

type Lowerings = LoweringsOf<typeof convolutionKernels & typeof depthwiseKernels & typeof groupedConvolutionKernels>;

/** Filters are HWIO, ONNX's are OIHW; the bias is a vector in both. */
const oihw = [3, 2, 0, 1];

export const convolutionLowerings: Pick<
  Lowerings,
  'Conv2D' | 'FusedConv2D' | 'GroupedConv2D' | 'DepthwiseConv2dNative' | 'FusedDepthwiseConv2D' | 'Conv2DBackpropInput'
> = {
  Conv2D: (lowering, call) => convolve(lowering, withoutActivation(call)),
  FusedConv2D: (lowering, call) => convolve(lowering, call),
  GroupedConv2D: (lowering, call) => {
    const [group] = lowering.fixed([call.attributes.groups], 'the number of groups');
    convolve(lowering, call, { group: group! });
  },
  DepthwiseConv2dNative: (lowering, call) => convolveDepthwise(lowering, withoutActivation(call)),
  FusedDepthwiseConv2D: (lowering, call) => convolveDepthwise(lowering, call),
  /** A transposed convolution, which is the gradient of one by its input. */
  Conv2DBackpropInput(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
    const names = [lowering.read(dy!, 'nchw'), lowering.readPermuted(filter!, oihw)];
    const name = lowering.node('ConvTranspose', names, {
      ...windowAttributes(lowering, attributes),
      output_padding: lowering.fixed([restOf(attributes, 0), restOf(attributes, 1)], 'the padding of a convolution'),
    });
    lowering.write(output!, name, 'nchw');
  },
};

type Fused = SizedCall<Window & FusedActivation>;

function withoutActivation(call: SizedCall<Window>): Fused {
  return { ...call, attributes: { ...call.attributes, activation: 'linear', leakyreluAlpha: 0 } };
}

function convolve(lowering: Lowering, { operands, outputs: [output], attributes }: Fused, more: Attributes = {}): void {
  const [x, filter, bias] = operands;
  const names = [
    lowering.read(x!, 'nchw'),
    lowering.readPermuted(filter!, oihw),
    ...(bias ? [lowering.read(bias)] : []),
  ];
  writeConvolution(
    lowering,
    names,
    { ...windowAttributes(lowering, attributes), ...more },
    { output: output!, attributes },
  );
}

/** Filters are [height, width, in, multiplier]; output channel in * multiplier + m. */
function convolveDepthwise(lowering: Lowering, { operands, outputs: [output], attributes }: Fused): void {
  const [x, filter, bias] = operands;
  const [height, width, inputs, multiplier] = lowering.fixed(filter!.shape, 'a filter') as [
    number,
    number,
    number,
    number,
  ];
  const grouped = lowering.readPermuted(filter!, [2, 3, 0, 1], [inputs * multiplier, 1, height, width]);
  const names = [lowering.read(x!, 'nchw'), grouped, ...(bias ? [lowering.read(bias)] : [])];
  const own = { ...windowAttributes(lowering, attributes), group: inputs };
  writeConvolution(lowering, names, own, { output: output!, attributes });
}

function writeConvolution(
  lowering: Lowering,
  names: readonly string[],
  window: Attributes,
  { output, attributes }: { readonly output: Fused['outputs'][number]; readonly attributes: Fused['attributes'] },
): void {
  const [slope] = lowering.fixed([attributes.leakyreluAlpha], 'the slope of an activation');
  const activation = { activation: attributes.activation, leakyreluAlpha: slope! };
  lowering.write(output, activate(lowering, lowering.node('Conv', names, window), activation), 'nchw');
}

/** As ONNX's Conv and pooling operators name it. @throws SizeMatters if the padding follows the size of the images */
export function windowAttributes(lowering: Lowering, { kernel, strides, dilations, padding }: Sized<Window>) {
  const [rows, columns] = padding;
  return {
    kernel_shape: lowering.fixed(kernel, 'the window of a convolution or pooling'),
    strides: lowering.fixed(strides, 'a stride'),
    dilations: lowering.fixed(dilations, 'a dilation'),
    pads: lowering.fixed([rows[0], columns[0], rows[1], columns[1]], 'the padding of a convolution or pooling'),
  };
}

/** Rows or columns at the end that the stride left over. */
function restOf({ kernel, strides, dilations, padding, input, output }: Sized<Window>, axis: 0 | 1): Extent {
  return combine(
    [input[axis], output[axis], kernel[axis], strides[axis], dilations[axis], ...padding[axis]],
    (length, outputs, taps, stride, dilation, before, after) =>
      length + before + after - (taps - 1) * dilation - 1 - (outputs - 1) * stride,
  );
}
