import { tapsOf, type Window } from '../../geometry/window.ts';
import type { Groups, groupedConvolutionKernels } from '../../recording/kernels/grouped-convolution.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { writeBlocks } from '../blocks.ts';
import { convolveFused, fusedAttributes } from './activation.ts';
import { blockedGroupedConvolution, blockedGroupedInputGradient, joinedGroups } from './blocked/grouped-convolution.ts';
import { channelsFirst, pad, windowAt } from './filter-gradient.ts';
import { filterTo } from './filter-order.ts';
import { matMul } from './matmul.ts';
import { perChannel } from './per-channel.ts';
import { fullPads, padsOf, transposedAttributes, windowAttributes } from './window-attributes.ts';

export const groupedConvolutionLowerings: LoweringsOf<typeof groupedConvolutionKernels> = {
  GroupedConv2D(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
    const biases = bias ? [perChannel(lowering, bias, filter!.shape[3]!)] : [];
    const joined = joinedGroups(lowering, filter!, attributes.groups);
    const fused = fusedAttributes(attributes);
    if (joined !== undefined && fused) {
      const { activation: _, leakyreluAlpha: __, ...window } = attributes;
      const more = { more: biases, attributes: fused };
      const name = blockedGroupedConvolution(lowering, [x!, filter!], window, joined, more);
      return writeBlocks(lowering, output!, name);
    }
    const names = [lowering.read(x!, 'nchw'), filterTo(lowering, filter!, 'oihw'), ...biases];
    const grouped = { ...windowAttributes(attributes), group: attributes.groups };
    lowering.write(output!, convolveFused(lowering, names, grouped, attributes), 'nchw');
  },
  GroupedConv2DBackpropInput(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
    const joined = joinedGroups(lowering, filter!, attributes.groups);
    const blocked =
      joined === undefined ? undefined : blockedGroupedInputGradient(lowering, [dy!, filter!], attributes, joined);
    if (blocked !== undefined) return writeBlocks(lowering, output!, blocked);
    lowering.write(output!, inputGradient(lowering, dy!, filter!, attributes), 'nchw');
  },
  GroupedConv2DBackpropFilter(lowering, { operands: [x, dy], outputs: [output], attributes }) {
    lowering.write(output!, filterGradient(lowering, x!, dy!, attributes));
  },
};

/** NCHW; with stride 1 a convolution of each group by its filter turned around. */
function inputGradient(lowering: Lowering, dy: Operand, filter: Operand, window: Window & Groups): string {
  const { groups } = window;
  const pads = fullPads(window);
  const gradient = lowering.read(dy, 'nchw');
  if (window.strides.every((stride) => stride === 1) && pads.every((size) => size >= 0)) {
    const attributes = { ...windowAttributes(window), pads, group: groups };
    return lowering.node('Conv', [gradient, turned(lowering, filter, groups)], attributes);
  }
  const attributes = { ...transposedAttributes(window), group: groups };
  return lowering.node('ConvTranspose', [gradient, filterTo(lowering, filter, 'oihw')], attributes);
}

/** [in, out / groups, height, width] from [height, width, in / groups, out], with both spatial axes reversed. */
function turned(lowering: Lowering, filter: Operand, groups: number): string {
  const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
  return lowering.derive(filter, `turned in ${groups} groups`, () => {
    const taps = height * width;
    const shape = [taps, inputs, groups, outputs / groups];
    const reversed = lowering.builder.integers(Array.from({ length: taps }, (_, tap) => taps - 1 - tap));
    const ordered = lowering.node('Gather', [lowering.read({ value: filter.value, shape }), reversed], { axis: 0 });
    const inFirst = lowering.transpose(ordered, [2, 1, 3, 0]);
    return lowering.reshape(inFirst, [groups * inputs, outputs / groups, height, width]);
  });
}

/** [height, width, in / groups, out]: for each tap and group, the input that it saw times dy, over all images. */
function filterGradient(lowering: Lowering, x: Operand, dy: Operand, window: Window & Groups): string {
  const { groups, kernel, output } = window;
  const [inputs, outputs] = [x.shape[3]! / groups, dy.shape[3]! / groups];
  const positions = x.shape[0]! * output[0] * output[1];
  const padded = pad(lowering, channelsFirst(lowering, x), padsOf(window));
  const gradients = lowering.reshape(channelsFirst(lowering, dy), [groups, outputs, positions]);
  const products = tapsOf(kernel).map((tap) => {
    const seen = lowering.reshape(windowAt(lowering, padded, tap, window), [groups, inputs, positions]);
    return matMul(lowering, [seen, gradients], false, true, 3);
  });
  const stacked = products.length > 1 ? lowering.node('Concat', products, { axis: 0 }) : products[0]!;
  const perTap = lowering.reshape(stacked, [kernel[0] * kernel[1], groups, inputs, outputs]);
  return lowering.reshape(lowering.transpose(perTap, [0, 2, 1, 3]), [...kernel, inputs, groups * outputs]);
}
