import type * as tf from '@tensorflow/tfjs-core';
import type { Module, Pass } from '../../nn/module.ts';

/** Per-channel statistics for pixels scaled to 0..1, as torchvision's `Normalize`. */
export interface Normalization {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

export interface FeatureLevel {
  /** Size of the image divided by the size of the feature. */
  readonly stride: number;
  readonly channels: number;
}

export interface Encoder extends Module {
  readonly normalization: Normalization;
  /**
   * Whether nothing in it trains, which `nn.Module` knows of itself: the model then runs it outside of the gradient
   * tape, in inference mode. It is read at each step, since training may freeze and unfreeze.
   */
  readonly frozen: boolean;
  /** The levels that `forward` returns, finest first. Where strides are replaced by dilation, several have the same. */
  readonly levels: readonly FeatureLevel[];
  /** `images` [N, H, W, 3], normalised; one [N, H / stride, W / stride, channels] per level. */
  forward(images: tf.Tensor4D, pass: Pass): tf.Tensor4D[];
}

export interface SegmentationModel extends Module {
  readonly normalization: Normalization;
  /** Height and width of the input must be multiples of this. */
  readonly inputMultiple: number;
  /**
   * Whether `encodeFrozen` gives features, which are the same for the same images as long as this is true. Absent: it
   * gives images. It is read at each use, since training may freeze and unfreeze.
   */
  readonly isEncoderFrozen?: boolean;
  /**
   * Runs the part that no gradient reaches, before the tape starts. Returns the features of a frozen encoder,
   * or the images if the encoder trains. `images` [N, H, W, 3], normalised.
   */
  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[];
  /** Logits [N, H, W, classes], given the result of `encodeFrozen`. */
  forward(encoded: readonly tf.Tensor4D[], pass: Pass): tf.Tensor4D;
  /** As `forward`, with what auxiliary heads give. A model without such heads needs no method of its own. */
  forwardInTraining?(encoded: readonly tf.Tensor4D[], pass: Pass): OutputsInTraining;
}

export interface OutputsInTraining {
  readonly logits: tf.Tensor4D;
  /** Logits [N, H, W, classes] of each auxiliary head, and the factor with which its loss is added. */
  readonly auxiliary: readonly { readonly logits: tf.Tensor4D; readonly weight: number }[];
}
