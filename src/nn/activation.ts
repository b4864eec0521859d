import * as tf from '@tensorflow/tfjs-core';
import { Layer } from './layer.ts';

/** Activations by PyTorch's names of their functions, `torch.nn.functional.<name>`. */
export const activations = {
  none: (x: tf.Tensor4D) => x,
  relu: (x: tf.Tensor4D) => tf.relu(x),
  /** min(max(x, 0), 6) */
  relu6: (x: tf.Tensor4D) => tf.relu6(x),
  /** x * relu6(x + 3) / 6 */
  hardswish: (x: tf.Tensor4D) => tf.mul<tf.Tensor4D>(x, tf.mul(tf.relu6(tf.add(x, 3)), 1 / 6)),
  /** x * sigmoid(x), which is also called swish. */
  silu: (x: tf.Tensor4D) => tf.mul<tf.Tensor4D>(x, tf.sigmoid(x)),
};
export type Activation = keyof typeof activations;

/** As `torch.nn.ReLU`. */
export class ReLU extends Layer {
  override forward(x: tf.Tensor4D): tf.Tensor4D {
    return activations.relu(x);
  }
}

/** As `torch.nn.ReLU6`. */
export class ReLU6 extends Layer {
  override forward(x: tf.Tensor4D): tf.Tensor4D {
    return activations.relu6(x);
  }
}
