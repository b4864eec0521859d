import { tapsOf, type Window } from '../../geometry/window.ts';
import type { depthwiseKernels } from '../../recording/kernels/convolution.ts';
import type { FusedActivation } from '../../recording/kernels/fused-activation.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { writeBlocks } from '../blocks.ts';
import { convolveFused, fusedAttributes } from './activation.ts';
import { blockedDepthwise, fitsBlocksDepthwise } from './blocked/depthwise.ts';
import { perChannel } from './per-channel.ts';
import { pad, windowAt } from './filter-gradient.ts';
import { sum } from './sum.ts';
import { padsOf, transposedAttributes, windowAttributes } from './window-attributes.ts';

/** Filters are [height, width, in, multiplier]; output channel in * multiplier + m. */
type Four = [number, number, number, number];

export const depthwiseLowerings: LoweringsOf<typeof depthwiseKernels> = {
  DepthwiseConv2dNative(lowering, { operands: [x, filter], outputs: [output], attributes }) {
    if (fitsBlocksDepthwise(lowering, filter!))
      return writeBlocks(lowering, output!, blockedDepthwise(lowering, x!, filter!, attributes));
    lowering.write(output!, depthwise(lowering, x!, filter!, undefined, { ...attributes, ...noActivation }), 'nchw');
  },
  FusedDepthwiseConv2D(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
    const fused = fusedAttributes(attributes);
    if (fused && fitsBlocksDepthwise(lowering, filter!)) {
      const more = bias ? [perChannel(lowering, bias, filter!.shape[2]!)] : [];
      const name = blockedDepthwise(lowering, x!, filter!, attributes, { more, attributes: fused });
      return writeBlocks(lowering, output!, name);
    }
    lowering.write(output!, depthwise(lowering, x!, filter!, bias, attributes), 'nchw');
  },
  DepthwiseConv2dNativeBackpropInput(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
    const [, , inputs, multiplier] = filter!.shape as Four;
    const names = [lowering.read(dy!, 'nchw'), groupedFilter(lowering, filter!)];
    // Groups of several outputs give wrong sums on WebGPU.
    const apart = lowering.gpu && multiplier > 1;
    const group = apart ? inputs * multiplier : inputs;
    const name = lowering.node('ConvTranspose', names, { ...transposedAttributes(attributes), group });
    if (!apart) return lowering.write(output!, name, 'nchw');
    const sides = lowering.reshape(name, [output!.shape[0]!, inputs, multiplier, ...attributes.input]);
    const axis = lowering.builder.integers([2]);
    lowering.write(output!, lowering.node('ReduceSum', [sides, axis], { keepdims: 0 }), 'nchw');
  },
  DepthwiseConv2dNativeBackpropFilter(lowering, { operands: [x, dy], outputs: [output], attributes }) {
    lowering.write(output!, depthwiseFilterGradient(lowering, x!, dy!, output!.shape, attributes));
  },
};

const noActivation = { activation: 'linear', leakyreluAlpha: 0 } as const;

function depthwise(
  lowering: Lowering,
  x: Operand,
  filter: Operand,
  bias: Operand | undefined,
  attributes: Window & FusedActivation,
): string {
  const [, , inputs, multiplier] = filter.shape as Four;
  const names = [lowering.read(x, 'nchw'), groupedFilter(lowering, filter)];
  if (bias) names.push(perChannel(lowering, bias, inputs * multiplier));
  return convolveFused(lowering, names, { ...windowAttributes(attributes), group: inputs }, attributes);
}

/** [in * multiplier, 1, height, width]. */
function groupedFilter(lowering: Lowering, filter: Operand): string {
  const [height, width, inputs, multiplier] = filter.shape as Four;
  return lowering.derive(filter, 'grouped', () =>
    lowering.reshape(lowering.transpose(lowering.read(filter), [2, 3, 0, 1]), [inputs * multiplier, 1, height, width]),
  );
}

function depthwiseFilterGradient(
  lowering: Lowering,
  x: Operand,
  dy: Operand,
  shape: readonly number[],
  window: Window,
): string {
  const [, , inputs, multiplier] = shape as Four;
  const batch = x.shape[0]!;
  const positions = window.output[0] * window.output[1];
  const gradient = lowering.reshape(lowering.read(dy, 'nchw'), [batch, inputs, multiplier, positions]);
  const padded = pad(lowering, lowering.read(x, 'nchw'), padsOf(window));
  const parts = tapsOf(window.kernel).map((tap) => {
    const seen = lowering.reshape(windowAt(lowering, padded, tap, window), [batch, inputs, 1, positions]);
    const product = lowering.node('Mul', [seen, gradient]);
    return sum(lowering, product, [batch, inputs, multiplier, positions], {
      axes: [0, 3],
      keepDims: false,
      mean: false,
    });
  });
  return lowering.reshape(parts.length > 1 ? lowering.node('Concat', parts, { axis: 0 }) : parts[0]!, shape);
}
