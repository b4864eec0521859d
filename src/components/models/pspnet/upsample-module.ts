import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { Upsample } from './upsample.ts';

/** Doubles the size three times: [N, H, W, in] to [N, 8H, 8W, out], with in / 4 and in / 8 channels in between. */
export class UpsampleModule extends nn.Layer {
  readonly #upsample: nn.Sequential;

  constructor(inChannels: number, outChannels: number, random: Random) {
    super();
    const [quarter, eighth] = [Math.floor(inChannels / 4), Math.floor(inChannels / 8)];
    this.#upsample = this.child(
      'upsample',
      new nn.Sequential(
        new Upsample(inChannels, quarter, random),
        new Upsample(quarter, eighth, random),
        new Upsample(eighth, outChannels, random),
      ),
    );
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return this.#upsample.forward(x, pass);
  }
}
