import * as tf from '@tensorflow/tfjs-core';
import { Layer } from './layer.ts';

/** As `torch.nn.MaxPool2d`: padding counts as minus infinity. */
export class MaxPool2d extends Layer {
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;

  constructor(kernelSize: number, { stride = kernelSize, padding = 0 }: { stride?: number; padding?: number } = {}) {
    super();
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.padding = padding;
  }

  override forward(x: tf.Tensor4D): tf.Tensor4D {
    const { kernelSize, stride, padding: p } = this;
    const input =
      p === 0
        ? x
        : tf.pad(
            x,
            [
              [0, 0],
              [p, p],
              [p, p],
              [0, 0],
            ],
            -Infinity,
          );
    return tf.maxPool(input, kernelSize, stride, 'valid');
  }
}
