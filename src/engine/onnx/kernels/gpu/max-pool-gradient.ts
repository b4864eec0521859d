import { tapsOf, type Window } from '../../../geometry/window.ts';
import type { Operand } from '../../../recording/value.ts';
import type { Lowering } from '../../lowering.ts';
import { pad, windowAt } from '../filter-gradient.ts';
import { padsOf, transposedAttributes, windowAttributes } from '../window-attributes.ts';

/**
 * The gradient of MaxPool by its input, NCHW: each gradient goes to the first element of its window that equals the
 * greatest. WebGPU's MaxPool doesn't tell where that was, so all elements of the windows are compared, one tap of the
 * window after the other.
 */
export function maxPoolGradientByTaps(lowering: Lowering, dy: Operand, input: Operand, window: Window): string {
  const { builder } = lowering;
  const [batch, , , channels] = input.shape as [number, number, number, number];
  const gradient = lowering.read(dy, 'nchw');
  const greatest = lowering.node('MaxPool', [lowering.read(input, 'nchw')], windowAttributes(window));
  const below = builder.scalar(-3.4e38, 'float32');
  const padded = pad(lowering, lowering.read(input, 'nchw'), padsOf(window), { value: below });
  const taps = tapsOf(window.kernel);
  // 1 where no tap before was the greatest.
  let open: string | undefined;
  const shares = taps.map((tap) => {
    const seen = windowAt(lowering, padded, tap, window);
    const equal = lowering.castTo(lowering.node('Equal', [seen, greatest]), 'float32');
    const first = open === undefined ? equal : lowering.node('Mul', [equal, open]);
    open = lowering.node('Sub', [open ?? builder.scalar(1, 'float32'), first]);
    return lowering.reshape(lowering.node('Mul', [first, gradient]), [batch, channels, 1, ...window.output]);
  });
  const byTap = lowering.node('Concat', shares, { axis: 2 });
  const spread = taps.flatMap((_, tap) => taps.map((__, place) => Number(place === tap)));
  const filter = builder.floats(Array.from({ length: channels }, () => spread).flat(), [
    channels * taps.length,
    1,
    ...window.kernel,
  ]);
  // A group for each tap of each channel: groups of several give wrong sums on WebGPU.
  const moved = lowering.node(
    'ConvTranspose',
    [lowering.reshape(byTap, [batch, channels * taps.length, ...window.output]), filter],
    { ...transposedAttributes(window), group: channels * taps.length },
  );
  const sides = lowering.reshape(moved, [batch, channels, taps.length, ...window.input]);
  return lowering.node('ReduceSum', [sides, builder.integers([2])], { keepdims: 0 });
}
