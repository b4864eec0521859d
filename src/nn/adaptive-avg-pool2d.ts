import type * as tf from '@tensorflow/tfjs-core';
import { Layer } from './layer.ts';
import { adaptivePoolingMatrix } from '../engine/geometry/resample-matrix.ts';
import { resample } from './resample.ts';

/** As `torch.nn.AdaptiveAvgPool2d(size)`: [N, H, W, C] to [N, size, size, C]. */
export class AdaptiveAvgPool2d extends Layer {
  readonly size: number;

  constructor(size: number) {
    super();
    this.size = size;
  }

  override forward(x: tf.Tensor4D): tf.Tensor4D {
    return adaptiveAvgPool2d(x, [this.size, this.size]);
  }
}

export function adaptiveAvgPool2d(x: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  return resample(x, adaptivePoolingMatrix(x.shape[1], height), adaptivePoolingMatrix(x.shape[2], width));
}
