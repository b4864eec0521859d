import type * as tf from '@tensorflow/tfjs-core';
import type { ComponentLog } from './component-log.ts';

/** Parameters that an optimizer treats alike. */
export interface ParameterGroup {
  /** What names them: `encoder.*`. */
  readonly name: string;
  /** How many numbers they have. */
  readonly parameters: number;
  /** Before the scheduler's factor. */
  readonly learningRate: number;
  readonly weightDecay: number;
  /** What gives them a learning rate of their own; it is logged as `lr/<ratedBy>`. */
  readonly ratedBy?: string;
}

/** Updates the variables that it was built with, in place. Owns its slots until `dispose()`. */
export interface Optimizer {
  /** The learning rate before the scheduler's factor. */
  readonly learningRate: number;
  /** The groups of its parameters, where it knows any. Each parameter is in one. */
  readonly groups?: readonly ParameterGroup[];
  /**
   * Makes one update. `gradients` are by the names in `parameters`; a parameter without a gradient is not changed.
   * Frees its tensors.
   */
  step(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number, log?: ComponentLog): void;
  /** Slots by name, such as `exp_avg.decoder.weight`, for checkpoints. The optimizer keeps owning the variables. */
  stateDict(): ReadonlyMap<string, tf.Variable>;
  /** Completed steps; set when a checkpoint is loaded. */
  stepCount: number;
  dispose(): void;
}
