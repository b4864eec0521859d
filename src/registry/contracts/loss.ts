import type * as tf from '@tensorflow/tfjs-core';
import type { ComponentLog } from './component-log.ts';

/** A function, which may know what it divides by. */
export interface Loss {
  /**
   * Maps `logits` [N, H, W, classes] and int32 `target` [N, H, W] to a scalar. Pixels of `IGNORE_INDEX` don't count.
   * `log` is given in each step and evaluation, but not where the loss is that of an auxiliary head or of one photo
   * alone.
   */
  (logits: tf.Tensor4D, target: tf.Tensor3D, log?: ComponentLog): tf.Scalar;
  /**
   * The sum of the pixels' weights that the mean of a batch is divided by, given its masks [N, H, W]; 0 if no pixel
   * counts. Batches count by it in the loss of a split, which is then the mean over its pixels, whatever the batch
   * size. Without it, each pixel that is not ignored weighs 1. A loss that is no mean over pixels may count `images`.
   */
  readonly weightOf?: (masks: Uint8Array, images: number) => number;
  /** The same loss with class weights that balance these counts, if its parameters ask for that. */
  readonly balanced?: (classPixels: readonly number[]) => Loss;
  /** Present on a weighted sum of losses. */
  readonly parts?: readonly LossPart[];
}

/** A loss that is logged under a name of its own, such as `loss/dice`. */
export interface NamedLoss {
  readonly name: string;
  readonly loss: Loss;
}

/** A loss in a weighted sum. */
export interface LossPart extends NamedLoss {
  readonly factor: number;
}
