import type { Window } from '../../geometry/window.ts';
import type { convolutionKernels } from '../../recording/kernels/convolution.ts';
import { type Operand, sameShape, sizeOf } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';
import { writeBlocks } from '../blocks.ts';
import { convolveFused, fusedAttributes } from './activation.ts';
import { blockedConvolution, blockedInputGradient, fitsBlocks } from './blocked/convolution.ts';
import { convolveToFew, filterGradientFromFew, hasFewOutputs, inputGradientFromFew } from './blocked/few-outputs.ts';
import { blockedFilterGradient } from './blocked/filter-gradient.ts';
import { convolveParts, doubledParts, filterGradientOfParts } from './blocked/parts.ts';
import { filterGradient } from './filter-gradient.ts';
import { filterGradientInParts } from './gpu/filter-gradient.ts';
import { filterTo } from './filter-order.ts';
import { inputGradient } from './input-gradient.ts';
import { perChannel } from './per-channel.ts';
import { beforeDoubling, isPlain, repeatPixels, sumByTwo } from './doubling.ts';
import { convolveDoubled, doubledFilterGradient } from './upsampled.ts';
import { windowAttributes } from './window-attributes.ts';

export const convolutionLowerings: LoweringsOf<typeof convolutionKernels> = {
  Conv2D(lowering, { operands: [x, filter], outputs: [output], attributes }) {
    const inBlocks = convolveBlocks(lowering, x!, filter!, attributes);
    if (inBlocks !== undefined) return writeBlocks(lowering, output!, inBlocks);
    const small = isPlain(attributes) && !lowering.gpu ? beforeDoubling(x!) : undefined;
    if (hasFewOutputs(lowering, filter!, attributes)) {
      const few = convolveToFew(lowering, small ?? x!, filter!);
      return lowering.write(output!, small ? repeatPixels(lowering, few) : few, 'nchw');
    }
    const name = small
      ? convolveDoubled(lowering, small, filter!, attributes)
      : convolve(lowering, x!, filter!, attributes);
    lowering.write(output!, name, 'nchw');
  },
  FusedConv2D(lowering, { operands: [x, filter, bias], outputs: [output], attributes }) {
    const biases = bias ? [perChannel(lowering, bias, filter!.shape[3]!)] : [];
    const fused = fusedAttributes(attributes);
    if (fused && fitsBlocks(lowering, filter!)) {
      const name = blockedConvolution(lowering, x!, filter!, attributes, { more: biases, attributes: fused });
      return writeBlocks(lowering, output!, name);
    }
    const names = [lowering.read(x!, 'nchw'), filterTo(lowering, filter!, 'oihw'), ...biases];
    lowering.write(output!, convolveFused(lowering, names, windowAttributes(attributes), attributes), 'nchw');
  },
  Conv2DBackpropInput(lowering, { operands: [dy, filter], outputs: [output], attributes }) {
    if (hasFewOutputs(lowering, filter!, attributes)) {
      const planes = lowering.read(dy!, 'nchw');
      return writeBlocks(lowering, output!, inputGradientFromFew(lowering, planes, output!.shape, filter!));
    }
    const blocked = blockedInputGradient(lowering, dy!, filter!, attributes);
    if (blocked !== undefined) return writeBlocks(lowering, output!, blocked);
    lowering.write(output!, inputGradient(lowering, dy!, filter!, attributes), 'nchw');
  },
  Conv2DBackpropFilter(lowering, { operands: [x, dy], outputs: [output], attributes }) {
    if (lowering.gpu) return lowering.write(output!, filterGradientInParts(lowering, x!, dy!, attributes));
    const small = isPlain(attributes) ? beforeDoubling(x!) : undefined;
    if (hasFewOutputs(lowering, output!, attributes)) {
      const planes = small ? sumByTwo(lowering, dy!) : lowering.read(dy!, 'nchw');
      return lowering.write(output!, filterGradientFromFew(lowering, small ?? x!, planes, output!.shape[3]!));
    }
    const parts = doubledParts(lowering, x!, output!, attributes);
    const ofParts = parts && filterGradientOfParts(lowering, parts, dy!, attributes);
    const blocked = ofParts ?? blockedFilterGradient(lowering, x!, dy!, attributes);
    if (blocked !== undefined) return lowering.write(output!, blocked);
    const name = small
      ? doubledFilterGradient(lowering, small, dy!, attributes)
      : filterGradient(lowering, x!, dy!, attributes);
    lowering.write(output!, name);
  },
};

/**
 * The sum of a convolution in blocks and of a bias by channel, computed in the convolution's own pass. As the blocked
 * operators name it; undefined where the operands aren't such.
 */
export function convolveWithBias(lowering: Lowering, convolved: Operand, bias: Operand): string | undefined {
  const { producer, shape } = convolved.value;
  const channels = shape.at(-1)!;
  const byChannel = bias.shape.at(-1) === channels && sizeOf(bias.shape) === channels && bias.value.dtype === 'float32';
  if (producer?.kernel !== 'Conv2D' || !sameShape(convolved.shape, shape) || !byChannel) return undefined;
  const [x, filter] = producer.operands as [Operand, Operand];
  const vector = lowering.read({ value: bias.value, shape: [channels] });
  return convolveBlocks(lowering, x, filter, producer.attributes as Window, vector);
}

/** A convolution with a bias [C], as the blocked operators name it; undefined where it doesn't give whole blocks. */
function convolveBlocks(
  lowering: Lowering,
  x: Operand,
  filter: Operand,
  window: Window,
  bias?: string,
): string | undefined {
  const parts = doubledParts(lowering, x, filter, window);
  if (parts) return convolveParts(lowering, parts, filter, window, bias);
  if (!fitsBlocks(lowering, filter)) return undefined;
  const more = bias === undefined ? [] : [bias];
  return blockedConvolution(lowering, x, filter, window, { more, attributes: {} });
}

function convolve(lowering: Lowering, x: Operand, filter: Operand, window: Window): string {
  return lowering.node(
    'Conv',
    [lowering.read(x, 'nchw'), filterTo(lowering, filter, 'oihw')],
    windowAttributes(window),
  );
}
