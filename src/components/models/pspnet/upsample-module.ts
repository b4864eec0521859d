import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import { Upsample, type UpsampleOptions } from './upsample.ts';

/** Doubles the size three times: [N, H, W, in] to [N, 8H, 8W, out], with in / 4 and in / 8 channels in between. */
export class UpsampleModule extends nn.Layer {
  readonly #upsample: nn.Sequential;

  constructor(options: UpsampleOptions) {
    super();
    const { inChannels, outChannels } = options;
    const widths = [inChannels, Math.floor(inChannels / 4), Math.floor(inChannels / 8), outChannels];
    const doublings = widths
      .slice(1)
      .map((width, index) => new Upsample({ ...options, inChannels: widths[index]!, outChannels: width }));
    this.#upsample = this.child('upsample', new nn.Sequential(...doublings));
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return this.#upsample.forward(x, pass);
  }
}
