import * as tf from '@tensorflow/tfjs-core';
import { TesseraError } from '../core/errors/index.ts';
import { customGrad } from './custom-grad.ts';
import { Layer } from './layer.ts';
import type { Pass } from './module.ts';
import { gradientsByBatch, normalizeByBatch, type SavedForGradients } from './normalize-by-batch.ts';

export interface BatchNorm2dOptions {
  readonly eps?: number;
  /** The weight of the new statistics, as in PyTorch; Keras calls 1 minus this `momentum`. */
  readonly momentum?: number;
}

/**
 * As `torch.nn.BatchNorm2d`, on [N, H, W, C]. In training it normalises by the batch's mean and biased variance and
 * moves `running_mean` and `running_var` (unbiased); otherwise, and while it is frozen, it normalises by those.
 */
export class BatchNorm2d extends Layer {
  readonly weight: tf.Variable<tf.Rank.R1>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  readonly runningMean: tf.Variable<tf.Rank.R1>;
  readonly runningVar: tf.Variable<tf.Rank.R1>;
  readonly eps: number;
  readonly momentum: number;

  constructor(channels: number, { eps = 1e-5, momentum = 0.1 }: BatchNorm2dOptions = {}) {
    super();
    this.eps = eps;
    this.momentum = momentum;
    this.weight = this.parameter('weight', tf.ones([channels]));
    this.bias = this.parameter('bias', tf.zeros([channels]));
    this.runningMean = this.buffer('running_mean', tf.zeros([channels]));
    this.runningVar = this.buffer('running_var', tf.ones([channels]));
  }

  /** @throws TesseraError `bad-value` in training when a channel has a single value, which has no variance. */
  override forward(x: tf.Tensor4D, pass: Pass): tf.Tensor4D {
    if (this.usesBatch(pass)) return this.#normalizeByBatch(x);
    const { scale, shift } = this.scaleAndShift();
    return tf.add(tf.mul(x, scale), shift);
  }

  /** Whether a pass normalises by the batch; if not, `scaleAndShift` says all that it does. */
  usesBatch(pass: Pass): boolean {
    return pass.training && !this.frozen;
  }

  /** Normalisation by the running statistics as y = x * scale + shift, each [C]. */
  scaleAndShift(): { scale: tf.Tensor1D; shift: tf.Tensor1D } {
    const scale = tf.mul<tf.Tensor1D>(this.weight, tf.rsqrt(tf.add(this.runningVar, this.eps)));
    return { scale, shift: tf.sub(this.bias, tf.mul(this.runningMean, scale)) };
  }

  /** With its derivative in closed form: TensorFlow.js would tape about twenty element-wise ops. */
  #normalizeByBatch(x: tf.Tensor4D): tf.Tensor4D {
    const { weight, bias, eps } = this;
    const count = x.size / x.shape[3];
    if (count === 1) throw tooFewValues(x.shape);
    return customGrad<tf.Tensor4D>([x, weight, bias], {
      forward: (save) => {
        const { y, mean, variance } = normalizeByBatch(x, weight, bias, eps);
        this.#track(mean, tf.mul(variance, count / (count - 1)));
        save([x, weight, mean, variance]);
        return y;
      },
      gradient: (dy, saved) => gradientsByBatch(dy, saved as SavedForGradients, eps),
    });
  }

  #track(mean: tf.Tensor1D, unbiasedVariance: tf.Tensor1D): void {
    const move = (running: tf.Variable<tf.Rank.R1>, value: tf.Tensor1D) =>
      running.assign(tf.add(running, tf.mul(tf.sub(value, running), this.momentum)));
    move(this.runningMean, mean);
    move(this.runningVar, unbiasedVariance);
  }
}

function tooFewValues(shape: number[]): TesseraError {
  return new TesseraError({
    code: 'bad-value',
    message: `batch norm needs more than one value per channel in training; got a feature map of [${shape.join(', ')}]`,
    hints: ['use a batch_size above 1, and drop_last: true if the last batch of an epoch has one sample'],
  });
}
