import * as tf from '@tensorflow/tfjs-core';
import { Layer } from './layer.ts';

/** As `torch.nn.ReLU`. */
export class ReLU extends Layer {
  override forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.relu(x);
  }
}

/** As `torch.nn.ReLU6`: min(max(x, 0), 6). */
export class ReLU6 extends Layer {
  override forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.relu6(x);
  }
}
