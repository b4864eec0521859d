import type { Window } from '../../geometry/window.ts';
import type { Operand, Operation } from '../../recording/value.ts';
import type { Lowering } from '../lowering.ts';
import {
  averageByTwo,
  combineTaps,
  fromCombined,
  repeatPixels,
  sumByTwo,
  tapsOfGradient,
  tapsOfPhases,
} from './doubling.ts';
import { channelsFirst, pad, sumOfProducts } from './filter-gradient.ts';
import { filterTo, tapsOf } from './filter-order.ts';

/** conv(double(x)), NCHW: one 2x2 convolution for each of the four phases of the output. */
export function convolveDoubled(lowering: Lowering, x: Operand, filter: Operand, { kernel }: Window): string {
  const { builder } = lowering;
  const input = lowering.read(x, 'nchw');
  if (kernel[0] === 1)
    return repeatPixels(
      lowering,
      lowering.node('Conv', [input, filterTo(lowering, filter, 'oihw')], { kernel_shape: kernel }),
    );

  const [batch, height, width] = x.shape as [number, number, number];
  const [, , inputs, outputs] = filter.shape as [number, number, number, number];
  const sums = combineTaps(lowering, tapsOf(lowering, filter), tapsOfPhases);
  const taps = lowering.reshape(sums, [4, 4, inputs, outputs]);
  const outFirst = lowering.reshape(lowering.transpose(taps, [0, 1, 3, 2]), [4, 4, outputs * inputs]);
  const filters = builder.nodes('Split', [lowering.transpose(outFirst, [0, 2, 1])], { axis: 0, num_outputs: 4 }, 4);
  const parts = filters.map((part, phase) => {
    const [row, column] = [phase >> 1, phase & 1];
    const attributes = { kernel_shape: [2, 2], pads: [1 - row, 1 - column, row, column] };
    return lowering.node('Conv', [input, lowering.reshape(part, [outputs, inputs, 2, 2])], attributes);
  });
  const rows = [parts.slice(0, 2), parts.slice(2)].map((pair) => {
    const columns = pair.map((part) => lowering.reshape(part, [batch, outputs, height, width, 1]));
    return lowering.reshape(lowering.node('Concat', columns, { axis: 4 }), [batch, outputs, height, 1, 2 * width]);
  });
  return lowering.reshape(lowering.node('Concat', rows, { axis: 3 }), [batch, outputs, 2 * height, 2 * width]);
}

/** The average over 2x2 of the gradient of conv by its input, NCHW: a convolution of dy by 4x4 with stride 2. */
export function averagedInputGradient(lowering: Lowering, { operands: [dy, filter], attributes }: Operation): string {
  const [, , inputs, outputs] = filter!.shape as [number, number, number, number];
  if ((attributes as Window).kernel[0] === 1) {
    const names = [averageByTwo(lowering, dy!), filterTo(lowering, filter!, 'iohw')];
    return lowering.node('Conv', names, { kernel_shape: [1, 1] });
  }
  const quarter = tapsOfGradient.map((row) => row.map((weight) => weight / 4));
  const taps = lowering.reshape(combineTaps(lowering, tapsOf(lowering, filter!), quarter), [16, inputs, outputs]);
  const weights = lowering.reshape(lowering.transpose(taps, [1, 2, 0]), [inputs, outputs, 4, 4]);
  return lowering.node('Conv', [lowering.read(dy!, 'nchw'), weights], {
    kernel_shape: [4, 4],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  });
}

/** The gradient of conv(double(x)) by its filter, [height, width, in, out]. */
export function doubledFilterGradient(lowering: Lowering, x: Operand, dy: Operand, { kernel }: Window): string {
  const { builder } = lowering;
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const outputs = dy.shape[3]!;
  const positions = batch * height * width;
  const seen = channelsFirst(lowering, x);
  if (kernel[0] === 1) {
    const sum = lowering.transpose(sumByTwo(lowering, dy), [1, 0, 2, 3]);
    return lowering.reshape(sumOfProducts(lowering, seen, sum, positions), [1, 1, inputs, outputs]);
  }
  const padded = pad(lowering, channelsFirst(lowering, dy), [1, 1, 1, 1]);
  const rows = [0, 1, 2, 3].map((row) => {
    const columns = [0, 1, 2, 3].map((column) => {
      const end = [row + 2 * height - 1, column + 2 * width - 1];
      const lists = [[row, column], end, [2, 3], [2, 2]].map((list) => builder.integers(list));
      return lowering.node('Slice', [padded, ...lists]);
    });
    return sumOfProducts(lowering, seen, lowering.node('Concat', columns, { axis: 0 }), positions);
  });
  const taps = lowering.reshape(lowering.node('Concat', rows, { axis: 0 }), [4, inputs, 4, outputs]);
  const sums = lowering.reshape(lowering.transpose(taps, [0, 2, 1, 3]), [16, inputs * outputs]);
  return fromCombined(lowering, sums, inputs, outputs);
}
