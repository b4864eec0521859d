import { namedLosses, type Experiment } from '../../schemas/index.ts';
import { filesLine } from '../data/prepare/report-data.ts';
import type { ClassInfo, Dataset } from '../data/dataset.ts';
import { findings } from '../data/survey/findings.ts';
import type { Surveys } from '../data/survey/survey-dataset.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { baseContext, type ComponentDownload, type Registry, type Scheduler } from '../registry/index.ts';
import { buildMetrics } from '../train/build-metrics.ts';
import { buildScheduler } from '../train/build-scheduler.ts';
import { countStepsPerEpoch, createSchedule, type Schedule } from '../train/schedule.ts';
import type { Trial } from '../train/trial.ts';
import { watchedMetrics } from '../train/validation-history.ts';
import { decidingMetric } from '../tasks/semantic/deciding-metric.ts';
import { planData, shapeWithoutData, type DataPlan } from './data.ts';
import { planLearningRates, type LearningRatePlan } from './learning-rates.ts';
import { planModel, type MemoryPlan, type ModelPlan } from './model.ts';
import { planTime, type TimePlan } from './time.ts';
import { planWeights } from './weights.ts';

export type { DataPlan } from './data.ts';
export type { LayerPlan } from './layers.ts';
export type { LearningRatePlan } from './learning-rates.ts';
export type { MemoryPlan, ModelPlan } from './model.ts';
export type { TimePlan } from './time.ts';

export interface PlanInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly workingDirectory: string;
  /** Surveys the data. Without it, only the lists of samples are read. */
  readonly survey?: (dataset: Dataset) => Promise<Surveys>;
  /** Takes a few steps for real. Without it, time and memory aren't measured. */
  readonly tryOut?: (needed: MemoryPlan) => Promise<Trial | NotTried>;
}

/** The plan of an experiment. A part is absent if `problems` prevented it. */
export interface ExperimentPlan {
  readonly data?: DataPlan;
  /** URLs that a run downloads first. If there are any, `data` is absent. */
  readonly downloads: readonly string[];
  /** Files of weights that a run downloads first. */
  readonly weightDownloads: readonly ComponentDownload[];
  /** What became of the tensors of weight files that are there, a line for each. */
  readonly weights: readonly string[];
  /** What became of the files in the dataset's folders, in one line. */
  readonly files?: string;
  readonly surveys?: Surveys;
  /** What looks like a mistake in the data but may be meant. */
  readonly warnings?: readonly string[];
  readonly steps?: { readonly total: number; readonly perEpoch: number };
  readonly model?: ModelPlan;
  readonly learningRates?: LearningRatePlan;
  readonly time?: TimePlan;
  /** The most memory that a run's process holds, measured by a trial. */
  readonly peakMemoryBytes?: number;
  /** Why nothing was tried. */
  readonly notTried?: string;
  readonly problems: readonly Problem[];
}

/**
 * Plans a run: its data, its model, a training step, what a trial of it shows. Problems don't stop it; all are
 * collected.
 */
export async function planExperiment(input: PlanInput): Promise<ExperimentPlan> {
  const { experiment, registry, workingDirectory, survey, tryOut } = input;
  const problems: Problem[] = [];
  const report = (more: readonly Problem[]) => void problems.push(...more);
  const attempt = <T>(work: () => T | Promise<T>): Promise<T | undefined> => orReport(work, report);

  const section = experiment.dataset;
  const outline = await attempt(async () =>
    registry.get('dataset', section.type)?.outline?.(section as never, { workingDirectory }),
  );
  const downloads = outline?.downloads ?? [];
  const dataset =
    downloads.length > 0
      ? undefined
      : await attempt(() => registry.build('dataset', section, baseContext(experiment, workingDirectory)));
  const listed = dataset && planData(dataset);
  report(listed?.problems ?? []);
  // Generated samples need no survey.
  const surveys = dataset?.splits.train.fingerprint && survey ? await attempt(() => survey(dataset)) : undefined;
  const found = dataset && surveys && findings(surveys, dataset, experiment.loader.on_bad_sample === 'skip');
  report(found?.problems ?? []);
  const files = dataset && (await attempt(() => filesLine(dataset)));
  await dataset?.storage.close();
  const data = listed?.data;
  const schedule =
    data && data.samples.train > 0
      ? await attempt(() => createSchedule(experiment.train, countStepsPerEpoch(data.samples.train, experiment.train)))
      : undefined;

  const weightDownloads = (await attempt(() => planWeights(experiment, registry, workingDirectory))) ?? [];
  const weights: string[] = [];
  const tf = await import('@tensorflow/tfjs-core');
  const batchSize = Math.min(experiment.train.batch_size, data?.samples.train || Infinity);
  const shape = dataset ?? shapeWithoutData(section, outline);
  const model = await attempt(() =>
    planModel({
      experiment,
      registry,
      workingDirectory,
      tf,
      data: shape,
      batchSize,
      samples: data?.samples.train,
      photos: surveys?.train,
      // Weights that a run downloads are no problem of the experiment.
      report: (reported) => report(reported.filter(({ code }) => code !== 'not-downloaded')),
      onWeights: (line) => void weights.push(line),
    }),
  );
  const scheduler = schedule && (await attempt(() => checkedScheduler(input, schedule, shape.classes)));
  const learningRates =
    schedule && scheduler && model && planLearningRates(scheduler, schedule, model.optimizer.learningRate);
  // What is known to fail isn't tried.
  const trial =
    tryOut && problems.length === 0 && model && data && schedule
      ? await attempt(async () => describeTrial(await tryOut(model.memory), experiment, { model, data, schedule }))
      : undefined;
  return {
    ...(data && { data }),
    downloads,
    weightDownloads,
    weights,
    ...files,
    ...(surveys && { surveys }),
    ...(found && { warnings: found.warnings }),
    ...(schedule && { steps: { total: schedule.totalSteps, perEpoch: schedule.stepsPerEpoch } }),
    ...(model && { model }),
    ...(learningRates && { learningRates }),
    ...trial,
    problems,
  };
}

/** Why a trial was not made. */
export interface NotTried {
  readonly notTried: string;
}

interface Planned {
  readonly model: ModelPlan;
  readonly data: DataPlan;
  readonly schedule: Schedule;
}

function describeTrial(
  trial: Trial | NotTried,
  { dataset, train }: Experiment,
  { model, data, schedule }: Planned,
): Pick<ExperimentPlan, 'time' | 'peakMemoryBytes' | 'notTried'> {
  if ('notTried' in trial) return trial;
  const { samples, imageSize } = data;
  const others = samples.train + samples.val + samples.test - trial.samples;
  // Three colours and a mask.
  const stored = keepsInMemory(dataset) ? 4 * others * imageSize.height * imageSize.width : 0;
  return {
    time: planTime(trial, train, model, data, schedule),
    peakMemoryBytes: trial.peakMemoryBytes + stored,
  };
}

function keepsInMemory(dataset: Experiment['dataset']): boolean {
  const storage = 'storage' in dataset ? (dataset.storage as { readonly type?: string }).type : undefined;
  return storage === 'memory';
}

/** The scheduler, once it is known that the metrics exist on which training depends. */
async function checkedScheduler(
  { experiment, registry, workingDirectory }: PlanInput,
  schedule: Schedule,
  classes: readonly ClassInfo[],
): Promise<Scheduler> {
  const context = { ...baseContext(experiment, workingDirectory), classes };
  const figures = { ...(await buildMetrics(experiment, registry, context)), ...namedLosses(experiment) };
  decidingMetric(figures, experiment.train.best);
  const scheduler = await buildScheduler({ experiment, registry, workingDirectory }, schedule);
  watchedMetrics(figures, experiment.train, scheduler);
  return scheduler;
}

async function orReport<T>(
  work: () => T | Promise<T>,
  report: (problems: readonly Problem[]) => void,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    report(error.problems);
    return undefined;
  }
}
