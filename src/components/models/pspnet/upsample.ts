import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { type Enlarge, enlarge } from './enlarge.ts';

export interface UpsampleOptions {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly enlarge: Enlarge;
  readonly enlargeFirst: boolean;
  readonly random: Random;
}

/** A convolution, and before or after it double the size: [N, H, W, in] to [N, 2H, 2W, out]. */
export class Upsample extends nn.Layer {
  readonly #transform: nn.Sequential;
  readonly #enlarge: Enlarge;
  readonly #enlargeFirst: boolean;

  constructor({ inChannels, outChannels, enlarge: how, enlargeFirst, random }: UpsampleOptions) {
    super();
    [this.#enlarge, this.#enlargeFirst] = [how, enlargeFirst];
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
    const double = (y: tf.Tensor4D) => enlarge(y, [2 * y.shape[1], 2 * y.shape[2]], this.#enlarge);
    return this.#enlargeFirst ? this.#transform.forward(double(x), pass) : double(this.#transform.forward(x, pass));
  }
}
