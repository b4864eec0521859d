import type { Window } from '../../geometry/window.ts';
import type { convolutionKernels } from '../../recording/kernels/convolution.ts';
import type { Operand } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { writeBlocks } from '../blocks.ts';
import { activate } from './activation.ts';
import { blockedActivation } from './blocked/activation.ts';
import { blockedConvolution, blockedInputGradient, fitsBlocks } from './blocked/convolution.ts';
import { convolveToFew, filterGradientFromFew, hasFewOutputs, inputGradientFromFew } from './blocked/few-outputs.ts';
import { blockedFilterGradient } from './blocked/filter-gradient.ts';
import { filterGradient } from './filter-gradient.ts';
import { filterTo } from './filter-order.ts';
import { inputGradient } from './input-gradient.ts';
import { perChannel } from './per-channel.ts';
import { beforeDoubling, convolveDoubled, doubledFilterGradient, isPlain } from './upsampled.ts';
import { windowAttributes } from './window-attributes.ts';

export const convolutionLowerings: LoweringsOf<typeof convolutionKernels> = {
  Conv2D(lowering, { operands: [x, filter], outputs: [output], attributes }) {
    if (fitsBlocks(lowering, filter!))
      return writeBlocks(lowering, output!, blockedConvolution(lowering, x!, filter!, attributes));
    if (hasFewOutputs(lowering, filter!, attributes))
      return lowering.write(output!, convolveToFew(lowering, x!, filter!), 'nchw');
    const small = isPlain(attributes) ? beforeDoubling(x!) : undefined;
    const name = small
      ? convolveDoubled(lowering, small, filter!, attributes)
      : convolve(lowering, x!, filter!, attributes);
    lowering.write(output!, name, 'nchw');
  },
  FusedConv2D(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
    const biases = bias ? [perChannel(lowering, bias, filter!.shape[3]!)] : [];
    const fused = blockedActivation(attributes);
    if (fused && fitsBlocks(lowering, filter!)) {
      const name = blockedConvolution(lowering, x!, filter!, attributes, { more: biases, attributes: fused });
      return writeBlocks(lowering, output!, name);
    }
    const names = [lowering.read(x!, 'nchw'), filterTo(lowering, filter!, 'oihw'), ...biases];
    const convolved = lowering.node('Conv', names, windowAttributes(attributes));
    lowering.write(output!, activate(lowering, convolved, attributes), 'nchw');
  },
  Conv2DBackpropInput(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
    if (hasFewOutputs(lowering, filter!, attributes))
      return writeBlocks(lowering, output!, inputGradientFromFew(lowering, dy!, filter!));
    const blocked = blockedInputGradient(lowering, dy!, filter!, attributes);
    if (blocked !== undefined) return writeBlocks(lowering, output!, blocked);
    lowering.write(output!, inputGradient(lowering, dy!, filter!, attributes), 'nchw');
  },
  Conv2DBackpropFilter(lowering, { operands: [x, dy], outputs: [output], attributes }) {
    if (hasFewOutputs(lowering, output!, attributes))
      return lowering.write(output!, filterGradientFromFew(lowering, x!, dy!));
    const blocked = blockedFilterGradient(lowering, x!, dy!, attributes);
    if (blocked !== undefined) return lowering.write(output!, blocked);
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
