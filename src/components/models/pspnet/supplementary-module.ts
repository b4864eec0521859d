import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';

/** Reduces the channels of the encoder's last feature: [N, H, W, in] to [N, H, W, in / 2] to [N, H, W, out]. */
export class SupplementaryModule extends nn.Layer {
  readonly #suppl: nn.Sequential;

  constructor(inChannels: number, outChannels: number, dropout: number, random: Random) {
    super();
    const half = Math.floor(inChannels / 2);
    this.#suppl = this.child(
      'suppl',
      new nn.Sequential(
        new nn.Conv2d(inChannels, half, 3, { padding: 1, random }),
        new nn.BatchNorm2d(half),
        new nn.ReLU(),
        new nn.Dropout2d(dropout),
        new nn.Conv2d(half, outChannels, 1, { random }),
        new nn.BatchNorm2d(outChannels),
        new nn.ReLU(),
      ),
    );
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return this.#suppl.forward(x, pass);
  }
}
