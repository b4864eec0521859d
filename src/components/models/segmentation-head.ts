import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../nn/index.ts';
import type { Random } from '../../core/random.ts';

/** A 1x1 convolution that gives one score per class: [N, H, W, in] to logits [N, H, W, classes]. */
export class SegmentationHead extends nn.Layer {
  readonly #head: nn.Sequential;

  constructor(inChannels: number, classes: number, random: Random) {
    super();
    this.#head = this.child('segmentation_head', new nn.Sequential(new nn.Conv2d(inChannels, classes, 1, { random })));
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return this.#head.forward(x, pass);
  }
}
