import type * as tf from '@tensorflow/tfjs-core';
import type { DownloadOptions } from '../core/download/download-file.ts';
import type { ClassInfo, Dataset } from '../data/dataset.ts';
import type { Launcher } from '../jobs/launcher.ts';
import type { Sample } from '../data/sample.ts';
import type { Storage } from '../data/storage/storage.ts';
import type { OpenLogger } from '../log/logger.ts';
import type { Module, Pass } from '../nn/module.ts';
import type * as nn from '../nn/index.ts';
import type { Random } from '../core/random.ts';

/** The product of each kind of component. */
export interface Products {
  dataset: Dataset;
  storage: Storage;
  augmentation: Augmentation;
  encoder: Encoder;
  model: SegmentationModel;
  loss: Loss;
  metric: Metric;
  optimizer: Optimizer;
  scheduler: Scheduler;
  logger: OpenLogger;
  launcher: Launcher;
}
export type Kind = keyof Products;
export const kinds = [
  'dataset',
  'storage',
  'augmentation',
  'encoder',
  'model',
  'loss',
  'metric',
  'optimizer',
  'scheduler',
  'logger',
  'launcher',
] as const satisfies readonly Kind[];

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
  /** `environment` is that of the process: where programs are, and which job it is. */
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

/** What is known of a dataset whose files are not there. */
export interface DatasetOutline {
  readonly classes: readonly ClassInfo[];
  /** URLs that a run downloads first. */
  readonly downloads: readonly string[];
  /** What the dataset's own masks store for each class, class 0 first. Absent if they store no values. */
  readonly maskValues?: readonly MaskValue[];
}

/** What a mask stores for a class: a number, or a colour (RGB). */
export type MaskValue = number | readonly [number, number, number];

/** Returns a new sample. Draws from `random` only, and moves image and mask in the same way. */
export interface Augmentation {
  (sample: Sample, random: Random, partner?: Partner): Sample;
  /** Whether it mixes the sample with another one, its partner. Without one, the sample stays as it is. */
  readonly mixes?: boolean;
}

/** Another sample of the split, which the augmentations before the one that mixes have changed. */
export interface Partner {
  readonly sample: Sample;
  /** From this its own changes are drawn. */
  readonly random: Random;
}

/** Per-channel statistics for pixels scaled to 0..1, as torchvision's `Normalize`. */
export interface Normalization {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

export interface FeatureLevel {
  /** Size of the image divided by the size of the feature. */
  readonly stride: number;
  readonly channels: number;
}

export interface Encoder extends Module {
  readonly normalization: Normalization;
  /**
   * Whether nothing in it trains, which `nn.Module` knows of itself: the model then runs it outside of the gradient
   * tape, in inference mode. It is read at each step, since training may freeze and unfreeze.
   */
  readonly frozen: boolean;
  /** The levels that `forward` returns, finest first. Where strides are replaced by dilation, several have the same. */
  readonly levels: readonly FeatureLevel[];
  /** `images` [N, H, W, 3], normalised; one [N, H / stride, W / stride, channels] per level. */
  forward(images: tf.Tensor4D, pass: Pass): tf.Tensor4D[];
}

export interface SegmentationModel extends Module {
  readonly normalization: Normalization;
  /** Height and width of the input must be multiples of this. */
  readonly inputMultiple: number;
  /**
   * Whether `encodeFrozen` gives features, which are the same for the same images as long as this is true. Absent: it gives
   * images. It is read at each use, since training may freeze and unfreeze.
   */
  readonly isEncoderFrozen?: boolean;
  /**
   * Runs the part that no gradient reaches, before the tape starts. Returns the features of a frozen encoder,
   * or the images if the encoder trains. `images` [N, H, W, 3], normalised.
   */
  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[];
  /** Logits [N, H, W, classes], given the result of `encodeFrozen`. */
  forward(encoded: readonly tf.Tensor4D[], pass: Pass): tf.Tensor4D;
  /** As `forward`, with what auxiliary heads give. A model without such heads needs no method of its own. */
  forwardInTraining?(encoded: readonly tf.Tensor4D[], pass: Pass): OutputsInTraining;
}

export interface OutputsInTraining {
  readonly logits: tf.Tensor4D;
  /** Logits [N, H, W, classes] of each auxiliary head, and the factor with which its loss is added. */
  readonly auxiliary: readonly { readonly logits: tf.Tensor4D; readonly weight: number }[];
}

/** A function, which may know what it divides by. */
export interface Loss {
  /** Maps `logits` [N, H, W, classes] and int32 `target` [N, H, W] to a scalar. Pixels of `IGNORE_INDEX` don't count. */
  (logits: tf.Tensor4D, target: tf.Tensor3D): tf.Scalar;
  /**
   * The sum of the pixels' weights that the mean of a batch is divided by, given its masks [N, H, W]; 0 if no pixel
   * counts. Batches count by it in the loss of a split, which is then the mean over its pixels, whatever the batch
   * size. Without it, each pixel that is not ignored weighs 1. A loss that is no mean over pixels may count `images`.
   */
  readonly weightOf?: (masks: Uint8Array, images: number) => number;
  /** The same loss with class weights that balance these counts, if its parameters ask for that. */
  readonly balanced?: (classPixels: readonly number[]) => Loss;
  /** Present on a weighted sum of losses. */
  readonly parts?: readonly LossPart[];
}

/** A loss that is logged under a name of its own, such as `loss/dice`. */
export interface NamedLoss {
  readonly name: string;
  readonly loss: Loss;
}

/** A loss in a weighted sum. */
export interface LossPart extends NamedLoss {
  readonly factor: number;
}

/** Pixel counts of one image: `counts[target * classes + prediction]`; ignored pixels are left out. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array;
}

/** Predictions and masks of one batch. The arrays are reused after `add` has returned. */
export interface ScoredBatch {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  /** Probabilities, shape [size, height, width, classes]; those of a pixel sum to 1. */
  readonly scores: Float32Array;
  /** Class index or `IGNORE_INDEX`, shape [size, height, width]. */
  readonly masks: Uint8Array;
}

/** The inputs that a metric can ask for, by the value of `needs`. */
export interface MetricInputs {
  /** One for each image. */
  readonly confusion: readonly Confusion[];
  readonly scores: ScoredBatch;
}
export type MetricNeed = keyof MetricInputs;

/** The state of a metric in one evaluation. */
export interface MetricAccumulator<Input> {
  /**
   * Adds one batch. Implementations keep as little of it as possible, since an evaluation has any number of batches.
   */
  add(batch: Input): void;
  /** The value over all batches so far. Doesn't change the state. */
  value(): MetricValue;
}

export interface MetricValue {
  /** NaN if nothing could be counted. */
  readonly value: number;
  /** The value of each class; undefined if the class is absent. */
  readonly perClass: readonly (number | undefined)[];
  /** The value of each image or batch, if the metric keeps them (reduction `none`). */
  readonly each?: readonly number[];
}

/** Which of two values is better: the larger or the smaller one. */
export type Direction = 'max' | 'min';

export interface MetricOf<Need extends MetricNeed> {
  /**
   * `metric/average/per`, such as `iou/macro/image`: the tag in logs and tables (src/tasks/semantic/metric-name.ts).
   */
  readonly name: string;
  readonly direction: Direction;
  /** The input of `add`. Scores are computed only if a metric needs them. */
  readonly needs: Need;
  /** Further figures that tables show beside this one, as that of the whole split beside the mean over images. */
  readonly companions?: readonly Metric[];
  /** Begins an evaluation. Several can run at the same time. */
  start(): MetricAccumulator<MetricInputs[Need]>;
}
export type Metric = { [Need in MetricNeed]: MetricOf<Need> }[MetricNeed];

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
  step(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void;
  /** Slots by name, such as `exp_avg.decoder.weight`, for checkpoints. The optimizer keeps owning the variables. */
  stateDict(): ReadonlyMap<string, tf.Variable>;
  /** Completed steps; set when a checkpoint is loaded. */
  stepCount: number;
  dispose(): void;
}

/** A metric's values in the validations so far. */
export interface WatchedMetric {
  readonly direction: Direction;
  /** Oldest first. `step` counts completed optimizer steps; a value is NaN if nothing could be counted. */
  readonly values: readonly { readonly step: number; readonly value: number }[];
}

/** A function without state, which may look at the validations so far. */
export interface Scheduler {
  /**
   * Returns the factor of the learning rate after `completedSteps` optimizer steps. `watched` is the metric that it
   * `watches`, up to that step.
   */
  (completedSteps: number, watched?: WatchedMetric): number;
  /** A metric as `train.best` names it, or `best`: the one that decides which checkpoint is best. */
  readonly watches?: string;
}

export type { HyperParameters, LoggedRun, Logger, OpenLogger, PngImage, Subject } from '../log/logger.ts';
export type { Capacity, Launcher, Submission, TaskArray, TaskStatus } from '../jobs/launcher.ts';
