import type * as tfCore from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import { TesseraError, type ErrorCode, type Problem } from '../core/errors/index.ts';
import type { DownloadOptions } from '../core/download/download-file.ts';
import { createRandom } from '../core/random.ts';
import type { ClassInfo } from '../data/dataset.ts';
import * as nn from '../nn/index.ts';
import type { ComponentReference, Registry, SegmentationModel } from '../registry/index.ts';

export interface ModelInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly tf: typeof tfCore;
  readonly workingDirectory: string;
  readonly classes: readonly ClassInfo[];
  /** Present if weights may be downloaded. */
  readonly download?: DownloadOptions | undefined;
  /** Told in one line what became of the tensors of a weight file. */
  readonly onWeights?: ((line: string) => void) | undefined;
}

/** The network at the beginning of training. @throws TesseraError as its component does */
export function buildModel(input: ModelInput): Promise<SegmentationModel> {
  return buildSection(input.experiment.model, input);
}

/**
 * The network, to be inspected or filled from a checkpoint. If the weight files with which training begins are missing
 * or wrong, this is reported and the network has random weights.
 */
export async function buildModelShape(
  input: ModelInput,
  report: (problems: readonly Problem[]) => void,
): Promise<SegmentationModel> {
  try {
    return await buildModel(input);
  } catch (error) {
    if (!(error instanceof TesseraError) || !error.problems.every(({ code }) => aboutWeights.includes(code)))
      throw error;
    const without = error.problems.reduce(
      (reference, { path }) => withoutKey(reference, path?.split('.').slice(1) ?? []),
      input.experiment.model,
    );
    if (!input.registry.slot('model').safeParse(without).success) throw error;
    const model = await buildSection(without, input).catch(() => undefined);
    if (!model) throw error;
    report(error.problems);
    return model;
  }
}

const aboutWeights: readonly ErrorCode[] = ['file-missing', 'bad-weights', 'not-downloaded'];

async function buildSection(
  section: ComponentReference,
  { experiment: { seed, train }, registry, tf, workingDirectory, classes, download, onWeights }: ModelInput,
): Promise<SegmentationModel> {
  const random = createRandom(seed, 'initial weights');
  const model = await registry.build('model', section, {
    seed,
    workingDirectory,
    tf,
    nn,
    random,
    classes,
    download,
    onWeights,
  });
  return train.normalization ? Object.assign(model, { normalization: train.normalization }) : model;
}

function withoutKey(reference: ComponentReference, [key, ...rest]: readonly string[]): ComponentReference {
  if (key === undefined || !(key in reference)) return reference;
  const { [key]: value, ...others } = reference;
  return (
    rest.length === 0 ? others : { ...others, [key]: withoutKey(value as ComponentReference, rest) }
  ) as ComponentReference;
}
