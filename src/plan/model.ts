import type * as tfCore from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import { augmentSample } from '../data/transforms/augment.ts';
import { TesseraError, type ErrorCode, type Problem } from '../core/errors/index.ts';
import * as nn from '../nn/index.ts';
import { createRandom } from '../core/random.ts';
import { baseContext, type ComponentReference, type Registry, type SegmentationModel } from '../registry/index.ts';
import { startShapes } from '../engine/backends/shapes/index.ts';
import { checkImageSize } from '../train/preflight.ts';
import { augmentedSize, type DataShape } from './data.ts';
import { traceStep, type StepTrace } from './trace-step.ts';

export interface ModelPlan extends Omit<StepTrace, 'workingBytes'> {
  /** Images of the batch that `layers` and multiply-adds are about. */
  readonly batchSize: number;
  readonly imageSize: { readonly height: number; readonly width: number };
  readonly parameters: { readonly total: number; readonly trainable: number };
  readonly memory: MemoryPlan;
}

/** Bytes of tensors at the fullest moment of a training step. A backend's own working memory is not in it. */
export interface MemoryPlan {
  /** Parameters and running statistics. */
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
  readonly report: (problems: readonly Problem[]) => void;
}

/** Builds what a run would build and takes one training step without computing anything. @throws TesseraError as a run would */
export async function planModel(input: ModelInput): Promise<ModelPlan> {
  const { experiment, registry, workingDirectory, tf, data, batchSize } = input;
  const base = baseContext(experiment, workingDirectory);
  const augmentations = await Promise.all(
    experiment.augmentations.map((item) => registry.build('augmentation', item, base)),
  );
  const backend = await startShapes();
  const model = await buildModel(input);
  const parameters = {
    total: nn.countParameters(model),
    trainable: nn.countParameters(model, { trainableOnly: true }),
  };
  try {
    checkImageSize(data.imageSize, model, experiment.model.type, 'dataset.image_size');
    const random = createRandom(experiment.seed, 'plan');
    const imageSize = augmentedSize(data.imageSize, (sample) => augmentSample(sample, augmentations, random));
    checkImageSize(imageSize, model, experiment.model.type, 'augmentations');
    const loss = await registry.build('loss', experiment.loss, { ...base, tf, classes: data.classes });
    const trained = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    const optimizer = await registry.build('optimizer', experiment.optimizer, { ...base, tf, parameters: trained });
    const memory = { model: bytesOf(model.stateDict()), optimizer: bytesOf(optimizer.stateDict()) };
    const { workingBytes, ...trace } = traceStep(backend, { model, loss, optimizer, imageSize, batchSize });
    optimizer.dispose();
    return { ...trace, batchSize, imageSize, parameters, memory: { ...memory, step: workingBytes } };
  } finally {
    model.dispose();
  }
}

/** Weights that can't be had are a problem, but no reason not to show the model. */
const aboutWeights: readonly ErrorCode[] = ['file-missing', 'bad-weights'];

async function buildModel({
  experiment,
  registry,
  workingDirectory,
  tf,
  data,
  report,
}: ModelInput): Promise<SegmentationModel> {
  const random = createRandom(experiment.seed, 'initial weights');
  const context = { ...baseContext(experiment, workingDirectory), tf, nn, random, classes: data.classes };
  try {
    return await registry.build('model', experiment.model, context);
  } catch (error) {
    if (!(error instanceof TesseraError) || !error.problems.every(({ code }) => aboutWeights.includes(code)))
      throw error;
    const without = error.problems.reduce(
      (reference, { path }) => withoutKey(reference, path?.split('.').slice(1) ?? []),
      experiment.model,
    );
    if (!registry.slot('model').safeParse(without).success) throw error;
    const model = await registry.build('model', without, context).catch(() => undefined);
    if (!model) throw error;
    report(error.problems);
    return model;
  }
}

function withoutKey(reference: ComponentReference, [key, ...rest]: readonly string[]): ComponentReference {
  if (key === undefined || !(key in reference)) return reference;
  const { [key]: value, ...others } = reference;
  return (
    rest.length === 0 ? others : { ...others, [key]: withoutKey(value as ComponentReference, rest) }
  ) as ComponentReference;
}

function bytesOf(variables: ReadonlyMap<string, tfCore.Variable>): number {
  return [...variables.values()].reduce((sum, { size }) => sum + 4 * size, 0);
}
