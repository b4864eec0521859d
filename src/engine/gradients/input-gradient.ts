import * as tf from '@tensorflow/tfjs-core';
import { type Pair, reachOf, type Window } from '../geometry/window.ts';
import { padOrCrop } from './pad-or-crop.ts';
import { joinPhases, range } from './phases.ts';

/** A stride-1 `valid` correlation with a filter [kh, kw, ...]. */
export type Correlate = (x: tf.Tensor4D, filter: tf.Tensor4D, dilations: Pair) => tf.Tensor4D;

/**
 * Gradient of any convolution for its input: the output gradient correlated with the flipped filter. With strides,
 * each phase of the input has its own part of the filter, so no zeros are multiplied (sub-pixel convolution).
 * `dy` [N, outH, outW, K]; `flipped` [kh, kw, ...] goes to `correlate` in pieces; gives [N, H, W, C].
 */
export function inputGradient(
  dy: tf.Tensor4D,
  flipped: tf.Tensor4D,
  window: Window,
  correlate: Correlate,
): tf.Tensor4D {
  const [phaseRows, phaseColumns] = [phaseLength(window, 0), phaseLength(window, 1)];
  const phases = range(window.strides[0]).map((row) =>
    range(window.strides[1]).map((column) => {
      const part = filterPart(flipped, window, [row, column]);
      if (!part) return zeros(dy, flipped, [phaseRows, phaseColumns], correlate);
      const border = (axis: 0 | 1, length: number): Pair => {
        const reach = (part.shape[axis] - 1) * window.dilations[axis];
        return [reach, length - dy.shape[axis + 1]!];
      };
      return correlate(padOrCrop(dy, [border(0, phaseRows), border(1, phaseColumns)]), part, window.dilations);
    }),
  );
  const whole = joinPhases(phases);
  const crop = (axis: 0 | 1): Pair => {
    const before = window.padding[axis][0];
    return [-before, window.input[axis] + before - whole.shape[axis + 1]!];
  };
  return padOrCrop(whole, [crop(0), crop(1)]);
}

/** Pixels of each phase of the padded input that any window saw. */
function phaseLength(window: Window, axis: 0 | 1): number {
  const seen = (window.output[axis] - 1) * window.strides[axis] + reachOf(window, axis) + 1;
  return Math.ceil(seen / window.strides[axis]);
}

/** The positions of the kernel that fall on one phase of the input, still flipped; none if the stride is larger. */
function filterPart(flipped: tf.Tensor4D, { kernel, strides }: Window, [row, column]: Pair): tf.Tensor4D | undefined {
  if (strides[0] === 1 && strides[1] === 1) return flipped;
  const start = (axis: 0 | 1, phase: number) => positiveRemainder(kernel[axis] - 1 - phase, strides[axis]);
  if (row >= kernel[0] || column >= kernel[1]) return undefined;
  return tf.stridedSlice(flipped, [start(0, row), start(1, column), 0, 0], flipped.shape, [
    ...strides,
    1,
    1,
  ]) as tf.Tensor4D;
}

function zeros(dy: tf.Tensor4D, flipped: tf.Tensor4D, [rows, columns]: Pair, correlate: Correlate): tf.Tensor4D {
  const pixel = correlate(
    tf.slice(dy, 0, [1, 1, 1, dy.shape[3]]),
    tf.slice(flipped, 0, [1, 1, flipped.shape[2], flipped.shape[3]]),
    [1, 1],
  );
  return tf.zeros<tf.Rank.R4>([dy.shape[0], rows, columns, pixel.shape[3]]);
}

function positiveRemainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
