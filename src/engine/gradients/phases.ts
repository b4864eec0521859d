import * as tf from '@tensorflow/tfjs-core';
import type { Pair, Window } from '../geometry/window.ts';
import { padOrCrop } from './pad-or-crop.ts';

/** The pixels of an image at every `strides`-th place, by the place they start at: `phases[row][column]`. */
export type Phases = readonly (readonly tf.Tensor4D[])[];

/**
 * Takes an image apart into its phases, each [N, ceil(H / stride), ceil(W / stride), C], by contiguous slices:
 * strided ones are slow on most backends.
 */
export function splitPhases(x: tf.Tensor4D, strides: Pair): Phases {
  if (strides[0] === 1 && strides[1] === 1) return [[x]];
  const [batch, height, width, channels] = x.shape;
  const [rows, columns] = [Math.ceil(height / strides[0]), Math.ceil(width / strides[1])];
  const whole = padOrCrop(x, [
    [0, rows * strides[0] - height],
    [0, columns * strides[1] - width],
  ]);
  const interleaved = tf.reshape<tf.Rank.R4>(whole, [batch * rows, strides[0], columns, strides[1] * channels]);
  return range(strides[0]).map((row) =>
    range(strides[1]).map((column) => {
      const phase = tf.slice(interleaved, [0, row, 0, column * channels], [batch * rows, 1, columns, channels]);
      return tf.reshape<tf.Rank.R4>(phase, [batch, rows, columns, channels]);
    }),
  );
}

/** Puts phases of one size [N, h, w, C] together again: [N, h * stride, w * stride, C]. */
export function joinPhases(phases: Phases): tf.Tensor4D {
  const first = phases[0]![0]!;
  const strides: Pair = [phases.length, phases[0]!.length];
  if (strides[0] === 1 && strides[1] === 1) return first;
  const [batch, rows, columns, channels] = first.shape;
  const lines = phases.map((line) =>
    tf.reshape(concatenate(line, 3), [batch, rows, 1, columns * strides[1] * channels]),
  );
  return tf.reshape(concatenate(lines, 2), [batch, rows * strides[0], columns * strides[1], channels]);
}

/** Which pixels a position of the kernel sees: a rectangle of one phase, of the size of the output. */
export interface Sight {
  readonly phase: Pair;
  /** [row, column] of its corner in the phase. */
  readonly begin: Pair;
}

export function sightOf(tap: Pair, { strides, dilations }: Pick<Window, 'strides' | 'dilations'>): Sight {
  const [row, column] = [tap[0] * dilations[0], tap[1] * dilations[1]];
  return {
    phase: [row % strides[0], column % strides[1]],
    begin: [Math.floor(row / strides[0]), Math.floor(column / strides[1])],
  };
}

export function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function concatenate(tensors: readonly tf.Tensor[], axis: number): tf.Tensor {
  return tensors.length === 1 ? tensors[0]! : tf.concat([...tensors], axis);
}
