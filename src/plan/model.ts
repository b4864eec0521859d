import type * as tfCore from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { SplitSurvey } from '../data/survey/survey.ts';
import * as nn from '../nn/index.ts';
import { baseContext, type ParameterGroup, type Registry } from '../registry/index.ts';
import { startMeta } from '../engine/backends/meta/index.ts';
import { augmentationsOf } from '../train/build.ts';
import { buildLosses } from '../train/build-losses.ts';
import { buildModelShape } from '../train/build-model.ts';
import { freezeParts } from '../train/freezing.ts';
import { readInitialWeights } from '../train/initial-weights.ts';
import { checkImageSize, checkLastBatch } from '../train/preflight.ts';
import { trainedSamples } from '../train/schedule.ts';
import { checkOneSize, isResized, trainingSize } from '../train/training-size.ts';
import type { DataShape } from './data.ts';
import { groupsToShow } from './learning-rates.ts';
import { traceStep, type StepTrace } from './trace-step.ts';

export interface ModelPlan extends Omit<StepTrace, 'workingBytes'> {
  /** Size of the batch for which `layers` and multiply-adds are given. */
  readonly batchSize: number;
  readonly imageSize: { readonly height: number; readonly width: number };
  readonly parameters: { readonly total: number; readonly trainable: number };
  readonly memory: MemoryPlan;
  /** The run with whose weights training begins, in one line. */
  readonly beginsWith?: string;
  readonly optimizer: {
    /** Before the scheduler's factor. */
    readonly learningRate: number;
    readonly groups: readonly ParameterGroup[];
  };
}

/** Peak bytes of tensors in a training step, without the backend's own working memory. */
export interface MemoryPlan {
  /** Parameters and running statistics, and their average, if there is one. */
  readonly model: number;
  /** Slots, such as Adam's two means of each parameter. */
  readonly optimizer: number;
  /** The batch, activations kept for the gradient, gradients, working copies. */
  readonly step: number;
}

export interface ModelInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly workingDirectory: string;
  readonly tf: typeof tfCore;
  readonly data: DataShape;
  readonly batchSize: number;
  /** Samples of an epoch; undefined if they aren't known. */
  readonly samples?: number | undefined;
  /** The training split's photos, if they were surveyed. */
  readonly photos?: Pick<SplitSurvey, 'smallest' | 'largest'> | undefined;
  readonly report: (problems: readonly Problem[]) => void;
  /** Told in one line what became of the tensors of a weight file. */
  readonly onWeights?: (line: string) => void;
}

/** Builds the model of a run and takes one training step without numbers. @throws TesseraError as a run would */
export async function planModel(input: ModelInput): Promise<ModelPlan> {
  const { experiment, registry, workingDirectory, tf, data, batchSize, samples, photos } = input;
  const base = baseContext(experiment, workingDirectory);
  const augmentations = await Promise.all(
    augmentationsOf(experiment).map((item) => registry.build('augmentation', item, { ...base, classes: data.classes })),
  );
  const backend = await startMeta();
  // Missing weights are a problem, but the model can be shown without them.
  const model = await buildModelShape(
    { experiment, registry, workingDirectory, tf, classes: data.classes, onWeights: input.onWeights },
    input.report,
  );
  try {
    const { init_from: from } = experiment.train;
    const beginsWith =
      from === undefined
        ? undefined
        : (await readInitialWeights({ model, classes: data.classes, from, workingDirectory })).summary;
    const { trained } = freezeParts(model, experiment.train);
    const parameters = {
      total: nn.countParameters(model),
      trainable: trained.reduce((sum, [, { size }]) => sum + size, 0),
    };
    if (isResized(data)) checkImageSize(data.imageSize, model, experiment.model.type, 'dataset.image_size');
    checkOneSize(photos, data, augmentations, experiment.seed);
    const imageSize = trainingSize(data, augmentations, experiment.seed) ?? photos?.largest ?? data.imageSize;
    checkImageSize(imageSize, model, experiment.model.type, 'augmentations');
    if (samples !== undefined)
      checkLastBatch(model, imageSize, trainedSamples(samples, experiment.train), experiment.train);
    const context = { ...base, tf, classes: data.classes };
    const { loss } = await buildLosses({ experiment, registry, context });
    const optimizer = await registry.build('optimizer', experiment.optimizer, { ...base, tf, parameters: trained });
    const { ema, accumulate } = experiment.train;
    const memory = {
      model: bytesOf(model.stateDict()) * (ema ? 2 : 1),
      optimizer: bytesOf(optimizer.stateDict()),
    };
    const summed = accumulate > 1 ? bytesOf(new Map(trained)) : 0;
    const { workingBytes, ...trace } = traceStep(backend, { model, loss, optimizer, imageSize, batchSize });
    optimizer.dispose();
    return {
      ...trace,
      batchSize,
      imageSize,
      parameters,
      ...(beginsWith !== undefined && { beginsWith }),
      memory: { ...memory, step: workingBytes + summed },
      optimizer: { learningRate: optimizer.learningRate, groups: groupsToShow(optimizer.groups) },
    };
  } finally {
    model.dispose();
  }
}

function bytesOf(variables: ReadonlyMap<string, tfCore.Variable>): number {
  return [...variables.values()].reduce((sum, { size }) => sum + 4 * size, 0);
}
