import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { convNormReLU } from '../conv-norm-relu.ts';
import { separableConv } from './separable-conv.ts';

export interface AsppOptions {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly rates: readonly number[];
  /** Whether the atrous convolutions are depthwise separable, as in DeepLabV3+. */
  readonly separable: boolean;
  readonly random: Random;
}

/**
 * Atrous spatial pyramid pooling (Chen et al. 2017, section 3.3): a 1x1 convolution, an atrous 3x3 convolution for each
 * rate, and the mean over the image, joined and mixed. [N, H, W, in] to [N, H, W, out]. Names are torchvision's.
 */
export class Aspp extends nn.Layer {
  readonly #convs: readonly nn.Layer[];
  readonly #pooling: nn.Sequential;
  readonly #project: nn.Layer;

  constructor({ inChannels, outChannels, rates, separable, random }: AsppOptions) {
    super();
    const atrous = separable ? separableConv : convNormReLU;
    const convs = [
      convNormReLU(inChannels, outChannels, 1, { random }),
      ...rates.map((dilation) => atrous(inChannels, outChannels, 3, { dilation, random })),
    ];
    this.#convs = convs.map((conv, index) => this.child(`convs.${index}`, conv));
    this.#pooling = this.child(
      `convs.${convs.length}`,
      new nn.Sequential(new nn.AdaptiveAvgPool2d(1), convNormReLU(inChannels, outChannels, 1, { random })),
    );
    this.#project = this.child('project', convNormReLU((convs.length + 1) * outChannels, outChannels, 1, { random }));
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = x.shape;
    const mean = nn.resizeNearest(this.#pooling.forward(x, pass), [height, width]);
    const joined = tf.concat([...this.#convs.map((conv) => conv.forward(x, pass)), mean], 3);
    return this.#project.forward(joined, pass);
  }
}
