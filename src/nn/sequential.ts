import type * as tf from '@tensorflow/tfjs-core';
import { Layer } from './layer.ts';
import type { Pass } from './module.ts';

/** Layers in a row, called `0`, `1`, ... as in `torch.nn.Sequential`. */
export class Sequential extends Layer {
  readonly #layers: readonly Layer[];

  constructor(...layers: readonly Layer[]) {
    super();
    this.#layers = layers.map((layer, index) => this.child(String(index), layer));
  }

  override forward(x: tf.Tensor4D, pass: Pass): tf.Tensor4D {
    return this.#layers.reduce((input, layer) => layer.forward(input, pass), x);
  }
}
