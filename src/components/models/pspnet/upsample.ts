import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';

/** A convolution, then double the size by repeating pixels: [N, H, W, in] to [N, 2H, 2W, out]. */
export class Upsample extends nn.Layer {
  readonly #transform: nn.Sequential;

  constructor(inChannels: number, outChannels: number, random: Random) {
    super();
    this.#transform = this.child(
      'us_transform',
      new nn.Sequential(
        new nn.Conv2d(inChannels, outChannels, 3, { padding: 1, random }),
        new nn.BatchNorm2d(outChannels),
        new nn.ReLU(),
      ),
    );
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const y = this.#transform.forward(x, pass);
    return nn.resizeNearest(y, [2 * y.shape[1], 2 * y.shape[2]]);
  }
}
