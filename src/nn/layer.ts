import type * as tf from '@tensorflow/tfjs-core';
import { Module, type Pass } from './module.ts';

/** A module that turns one feature map into another, both [N, H, W, C]. */
export abstract class Layer extends Module {
  abstract forward(x: tf.Tensor4D, pass: Pass): tf.Tensor4D;
}
