import type { Experiment } from '../../schemas/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { Dataset } from '../data/dataset.ts';
import { baseContext, type Registry } from '../registry/index.ts';
import { smallestBatch } from '../train/schedule.ts';

export interface LastBatchInput {
  readonly points: readonly {
    readonly experiment: Experiment;
    readonly overrides: Readonly<Record<string, unknown>>;
  }[];
  readonly registry: Registry;
  readonly workingDirectory: string;
}

/**
 * The points of a sweep whose last batch has one sample, with which their network can't train. Datasets and networks
 * that several points have in common are built once. What else is wrong with them is left to the points.
 */
export async function lastBatchProblems({ points, registry, workingDirectory }: LastBatchInput): Promise<Problem[]> {
  const datasets = new Map<string, Promise<Dataset | undefined>>();
  const tried = new Set<string>();
  const problems: Problem[] = [];
  for (const { experiment, overrides } of points) {
    const key = JSON.stringify(experiment.dataset);
    const dataset = await (datasets.get(key) ?? openDataset(experiment, registry, workingDirectory));
    datasets.set(key, Promise.resolve(dataset));
    const samples = dataset?.splits.train.length ?? 0;
    if (!dataset || smallestBatch(samples, experiment.train) !== 1) continue;
    const kind = JSON.stringify([key, experiment.model, experiment.augmentations, experiment.train.batch_size]);
    if (tried.has(kind)) continue;
    tried.add(kind);
    const [tf, { planModel }] = await Promise.all([import('@tensorflow/tfjs-core'), import('./model.ts')]);
    const input = { experiment, registry, workingDirectory, tf, data: dataset, batchSize: 1, samples };
    const found = await problemsOf(() => planModel({ ...input, report: () => undefined }));
    const point = JSON.stringify(overrides);
    const here = found.filter(({ path }) => path === 'train.batch_size');
    problems.push(...here.map((one) => ({ ...one, hints: [...(one.hints ?? []), `in the sweep point ${point}`] })));
  }
  return problems;
}

/** The dataset's lists; undefined if they can't be read yet. */
async function openDataset(
  experiment: Experiment,
  registry: Registry,
  workingDirectory: string,
): Promise<Dataset | undefined> {
  const { dataset: section } = experiment;
  try {
    const outline = await registry.get('dataset', section.type)?.outline?.(section as never, { workingDirectory });
    if ((outline?.downloads ?? []).length > 0) return undefined;
    const dataset = await registry.build('dataset', section, baseContext(experiment, workingDirectory));
    await dataset.storage.close();
    return dataset;
  } catch (error) {
    if (error instanceof TesseraError) return undefined;
    throw error;
  }
}

async function problemsOf(work: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof TesseraError) return error.problems;
    throw error;
  }
}
