import type * as tf from '@tensorflow/tfjs-core';
import type { DownloadOptions } from '../core/download/download-file.ts';
import type { Random } from '../core/random.ts';
import type { ClassInfo } from '../data/dataset.ts';
import type * as nn from '../nn/index.ts';
import type { Kind, Products } from './kinds.ts';

/** The context that each kind's build function gets besides its parameters. */
export interface Contexts {
  dataset: BuildContext;
  storage: BuildContext;
  /** `classes` are given where the dataset is built before: in a run, but not in its threads. */
  augmentation: BuildContext & { readonly classes?: readonly ClassInfo[] };
  encoder: NetworkContext;
  model: NetworkContext & { readonly classes: readonly ClassInfo[] };
  loss: TensorContext & { readonly classes: readonly ClassInfo[] };
  metric: BuildContext & { readonly classes: readonly ClassInfo[] };
  optimizer: TensorContext & {
    /** All that train, at some step or other. */
    readonly parameters: readonly (readonly [name: string, tf.Variable])[];
    /** Completed steps when a parameter begins to train, by its name; without an entry it trains from the beginning. */
    readonly firstSteps?: ReadonlyMap<string, number>;
  };
  scheduler: BuildContext & { readonly totalSteps: number; readonly stepsPerEpoch: number };
  logger: BuildContext;
  search: BuildContext;
  pruner: BuildContext;
  launcher: BuildContext & { readonly environment: Readonly<Record<string, string | undefined>> };
}

/** The context that all components of an experiment share. `baseContext` makes it. */
export interface BaseContext {
  readonly seed: number;
  /** The folder in which the command was started. Paths in parameters are relative to it. */
  readonly workingDirectory: string;
  /** Present if datasets and weights may be downloaded: in a run, but not in a plan. */
  readonly download?: DownloadOptions | undefined;
  /** Told in one line what became of the tensors of a weight file. */
  readonly onWeights?: ((line: string) => void) | undefined;
}

export interface BuildContext extends BaseContext {
  /** Builds a component that is a parameter of this one, such as a model's encoder. */
  build<K extends Kind>(kind: K, reference: ComponentReference): Promise<Products[K]>;
}

/**
 * TensorFlow.js comes with the context and not by import. So configurations can be checked without loading it,
 * and plugins get the one copy whose backend is set up.
 */
export interface TensorContext extends BuildContext {
  readonly tf: typeof tf;
}

export interface NetworkContext extends TensorContext {
  readonly nn: typeof nn;
  /** Initial weights are drawn from this stream. */
  readonly random: Random;
}

/** A validated `{type: ..., ...params}` section. */
export interface ComponentReference {
  readonly type: string;
  readonly [parameter: string]: unknown;
}
