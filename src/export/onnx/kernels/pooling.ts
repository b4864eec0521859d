import type { poolingKernels } from '../../../engine/recording/kernels/pooling.ts';
import type { Window } from '../../../engine/geometry/window.ts';
import { sameExtent, type Sized } from '../extent.ts';
import type { LoweringsOf } from '../lowering.ts';
import { windowAttributes } from './convolution.ts';

export const poolingLowerings: Pick<LoweringsOf<typeof poolingKernels>, 'MaxPool' | 'AvgPool'> = {
  MaxPool(lowering, { operands: [x], outputs: [output], attributes }) {
    const window = windowAttributes(lowering, attributes);
    lowering.write(output!, lowering.node('MaxPool', [lowering.read(x!, 'nchw')], window), 'nchw');
  },
  /** Each average is over the pixels that are there; one over whole rows or columns works at any size. */
  AvgPool(lowering, { operands: [x], outputs: [output], attributes }) {
    const name = lowering.read(x!, 'nchw');
    const axes = wholeAxes(attributes);
    if (axes) {
      const mean = lowering.node('ReduceMean', [name, lowering.builder.integers(axes)], { keepdims: 1 });
      return lowering.write(output!, mean, 'nchw');
    }
    const { dilations: _, ...window } = windowAttributes(lowering, attributes);
    lowering.write(output!, lowering.node('AveragePool', [name], window), 'nchw');
  },
};

/** The axes of NCHW that a window averages whole, if that is all that it does. */
function wholeAxes({ kernel, strides, padding, input }: Sized<Window>): number[] | undefined {
  const axes = [0, 1] as const;
  const whole = axes.filter((axis) => sameExtent(kernel[axis], input[axis]));
  const single = axes.every((axis) => whole.includes(axis) || (kernel[axis] === 1 && strides[axis] === 1));
  const unpadded = padding.flat().every((pad) => pad === 0);
  return whole.length > 0 && single && unpadded ? whole.map((axis) => axis + 2) : undefined;
}
