import type { Window } from '../../geometry/window.ts';
import type { convolutionKernels } from '../../recording/kernels/convolution.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { activate } from './activation.ts';
import { filterGradient } from './filter-gradient.ts';
import { filterTo } from './filter-order.ts';
import { inputGradient } from './input-gradient.ts';
import { beforeDoubling, convolveDoubled, doubledFilterGradient, isPlain } from './upsampled.ts';
import { windowAttributes } from './window-attributes.ts';

export const convolutionLowerings: LoweringsOf<typeof convolutionKernels> = {
  Conv2D(lowering, { operands: [x, filter], outputs: [output], attributes }) {
    const small = isPlain(attributes) ? beforeDoubling(x!) : undefined;
    const name = small
      ? convolveDoubled(lowering, small, filter!, attributes)
      : convolve(lowering, x!, filter!, attributes);
    lowering.write(output!, name, 'nchw');
  },
  FusedConv2D(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
    const names = [lowering.read(x!, 'nchw'), filterTo(lowering, filter!, 'oihw')];
    // ONNX's bias has one number per channel; TensorFlow.js also takes a scalar.
    if (bias)
      names.push(lowering.node('Expand', [lowering.read(bias), lowering.builder.integers([filter!.shape[3]!])]));
    const convolved = lowering.node('Conv', names, windowAttributes(attributes));
    lowering.write(output!, activate(lowering, convolved, attributes), 'nchw');
  },
  Conv2DBackpropInput(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
    lowering.write(output!, inputGradient(lowering, dy!, filter!, attributes), 'nchw');
  },
  Conv2DBackpropFilter(lowering, { operands: [x, dy], outputs: [output], attributes }) {
    const small = isPlain(attributes) ? beforeDoubling(x!) : undefined;
    const name = small
      ? doubledFilterGradient(lowering, small, dy!, attributes)
      : filterGradient(lowering, x!, dy!, attributes);
    lowering.write(output!, name);
  },
};

function convolve(lowering: Lowering, x: Operand, filter: Operand, window: Window): string {
  return lowering.node(
    'Conv',
    [lowering.read(x, 'nchw'), filterTo(lowering, filter, 'oihw')],
    windowAttributes(window),
  );
}
