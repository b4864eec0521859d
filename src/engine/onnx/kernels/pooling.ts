import type { Window } from '../../geometry/window.ts';
import type { poolingKernels } from '../../recording/kernels/pooling.ts';
import { type Operand, sizeOf, type Value } from '../../recording/value.ts';
import { blockedNode, blocksOf, writeBlocks } from '../blocks.ts';
import { shapeIn, toNchwShape } from '../layout.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { sum } from './sum.ts';
import { inputGradientOf } from './doubling.ts';
import { maxPoolGradientByTaps } from './gpu/max-pool-gradient.ts';
import { averagedInputGradientInBlocks } from './blocked/parts.ts';
import { averagedInputGradient } from './upsampled.ts';
import { padsOf, transposedAttributes, windowAttributes } from './window-attributes.ts';

export const poolingLowerings: LoweringsOf<typeof poolingKernels> = {
  MaxPool(lowering, { operands: [x], outputs: [output], attributes }) {
    if (liesInBlocks(lowering, x!))
      return writeBlocks(lowering, output!, blockedPool(lowering, 'MaxPool', x!, attributes));
    const name = lowering.node('MaxPool', [lowering.read(x!, 'nchw')], windowAttributes(attributes));
    lowering.write(output!, name, 'nchw');
  },
  AvgPool(lowering, { operands: [x], outputs: [output], attributes }) {
    const ofDoubled = isHalving(attributes) ? averagedInputGradientInBlocks(lowering, x!) : undefined;
    if (ofDoubled !== undefined) return writeBlocks(lowering, output!, ofDoubled);
    if (liesInBlocks(lowering, x!)) return averageBlocks(lowering, x!, output!, attributes);
    lowering.write(output!, average(lowering, x!, attributes), 'nchw');
  },
  /** Sends each gradient to the first greatest element of its window, which MaxPool's second output names. */
  MaxPoolGrad(lowering, { operands: [dy, input], outputs: [output], attributes }) {
    const { builder } = lowering;
    if (lowering.gpu) return lowering.write(output!, maxPoolGradientByTaps(lowering, dy!, input!, attributes), 'nchw');
    const pooled = builder.nodes('MaxPool', [lowering.read(input!, 'nchw')], windowAttributes(attributes), 2);
    const zeros = lowering.node('Expand', [builder.scalar(0, 'float32'), builder.integers([sizeOf(input!.shape)])]);
    const [indices, gradient] = [pooled[1]!, lowering.read(dy!, 'nchw')].map((name) => lowering.reshape(name, [-1]));
    const scattered = lowering.node('ScatterElements', [zeros, indices!, gradient!], { axis: 0, reduction: 'add' });
    lowering.write(output!, lowering.reshape(scattered, toNchwShape(input!.shape)), 'nchw');
  },
  /** Spreads each gradient, divided by the elements its window really saw, over the window. */
  AvgPoolGrad(lowering, { operands: [dy, input], outputs: [output], attributes }) {
    const channels = input!.shape[3]!;
    const shares = lowering.builder.floats(sharesOf(attributes), [...attributes.output]);
    const shared = lowering.node('Mul', [lowering.read(dy!, 'nchw'), shares]);
    const [height, width] = attributes.kernel;
    const ones = Array<number>(channels * height * width).fill(1);
    const filter = lowering.builder.floats(ones, [channels, 1, height, width]);
    const spread = { ...transposedAttributes(attributes), group: channels };
    lowering.write(output!, lowering.node('ConvTranspose', [shared, filter], spread), 'nchw');
  },
};

/** Averages over whole rows, columns or images are reductions, which are faster. */
function average(lowering: Lowering, x: Operand, window: Window): string {
  const gradient = isHalving(window) && !lowering.gpu ? inputGradientOf(x) : undefined;
  if (gradient && !gradient.range) return averagedInputGradient(lowering, gradient.operation);
  const whole = wholeAxes(window);
  if (whole.length > 0) return meanOver(lowering, x, 'nchw', whole);
  return lowering.node('AveragePool', [lowering.read(x, 'nchw')], windowAttributes(window));
}

function averageBlocks(lowering: Lowering, x: Operand, output: Value, window: Window): void {
  const whole = wholeAxes(window);
  if (whole.length > 0) return lowering.write(output, meanOver(lowering, x, 'blocked', whole), 'blocked');
  writeBlocks(lowering, output, blockedPool(lowering, 'AveragePool', x, window));
}

/** The spatial axes that the window averages whole, if that is all that it does. They are 2 and 3 in both layouts. */
function wholeAxes(window: Window): number[] {
  const { kernel, input, strides } = window;
  const whole = ([0, 1] as const).filter((axis) => kernel[axis] === input[axis]);
  const rest = ([0, 1] as const).filter((axis) => kernel[axis] !== input[axis]);
  const single = rest.every((axis) => kernel[axis] === 1 && strides[axis] === 1);
  return single && isUnpadded(window) ? whole.map((axis) => axis + 2) : [];
}

function meanOver(lowering: Lowering, x: Operand, layout: 'nchw' | 'blocked', axes: readonly number[]): string {
  const shape = shapeIn(layout, x.shape, lowering.blockSize);
  return sum(lowering, lowering.read(x, layout), shape, { axes, keepDims: true, mean: true });
}

function liesInBlocks(lowering: Lowering, x: Operand): boolean {
  return lowering.wholeBlocks(x.shape[3]!) && lowering.layoutOf([x], [x.shape]) === 'blocked';
}

function blockedPool(lowering: Lowering, operator: string, x: Operand, window: Window): string {
  return blockedNode(lowering, operator, [blocksOf(lowering, x)], windowAttributes(window));
}

function isHalving(window: Window): boolean {
  const { kernel, strides, input } = window;
  return (
    [...kernel, ...strides].every((step) => step === 2) &&
    isUnpadded(window) &&
    input.every((length) => length % 2 === 0)
  );
}

function isUnpadded(window: Window): boolean {
  return padsOf(window).every((pad) => pad === 0);
}

/** One over the number of elements inside the image, for each window. */
function sharesOf({ kernel, strides, padding, input, output }: Window): number[] {
  const counts = ([0, 1] as const).map((axis) =>
    Array.from({ length: output[axis] }, (_, index) => {
      const begin = index * strides[axis] - padding[axis][0];
      return Math.min(begin + kernel[axis], input[axis]) - Math.max(begin, 0);
    }),
  );
  return counts[0]!.flatMap((rows) => counts[1]!.map((columns) => 1 / (rows * columns)));
}
