import type * as tf from '@tensorflow/tfjs-core';

/**
 * Where a component logs what is its own, by names that it gives. All loggers get it; TensorBoard shows it under
 * `plugin/<split>/<component>/<name>`. Tensors stay the component's, which may free them at once.
 *
 * A component logs the same names in each pass: a lazy backend compiles another graph where other values are wanted.
 * @throws TesseraError `plugin-failed` for a value of another shape than is written here
 */
export interface ComponentLog {
  /**
   * A number or a tensor of one value: at each logged step, and at each validation and test the mean over the images.
   */
  scalar(name: string, value: number | tf.Tensor): void;
  /**
   * An image at each validation and test, which is that of its first batch. A tensor is [height, width] or
   * [height, width, 1 or 3], with values from 0 to 1; what lies outside is cut off.
   */
  image(name: string, image: RgbImage | tf.Tensor): void;
}

/** RGB bytes, shape [height, width, 3]. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly image: Uint8Array;
}

/** Where the component of a name logs: `loss`, `loss/dice`, `model`, `optimizer`, or a metric's name. */
export type LogOf = (component: string) => ComponentLog;
