import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { EngineSection } from '../../schemas/index.ts';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Loader } from '../../src/data/loader/loader.ts';
import type { Subject } from '../../src/log/logger.ts';
import type { Batch } from '../../src/data/loader/batch.ts';
import { startEngine } from '../../src/engine/index.ts';
import { Dropout2d, type Module } from '../../src/nn/index.ts';
import { createRegistry, type Metric } from '../../src/registry/index.ts';
import { describeCheckpoint } from '../../src/train/checkpoint-description.ts';
import { buildDataset, buildExperiment } from '../../src/train/build.ts';
import { createLoading } from '../../src/train/loading.ts';
import { countStepsPerEpoch, createSchedule } from '../../src/train/schedule.ts';
import { createWeightAverage } from '../../src/train/weight-average.ts';
import { traced } from '../fixtures/train/network.ts';
import { assertAllClose } from './tensors.ts';
import { untilTheEnd } from './built.ts';
import { newFolder } from './tessera.ts';
import type { LoggedScalars } from './watch-training.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/train/${name}`, import.meta.url));

/** A batch as our loader makes it; bytes in base64. */
export interface ReplayedBatch {
  readonly indices: readonly number[];
  readonly images: string;
  readonly masks: string;
}

/** What fixtures/train/export.ts writes and trace.py replays. */
export interface Replay {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly dropout: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly stepSize: number;
  readonly gamma: number;
  /** Steps after which the validation split is evaluated. */
  readonly validations: readonly number[];
  /** `kept`: which channels of which image pass the dropout of that step, [size, channels]. */
  readonly steps: readonly (ReplayedBatch & { readonly kept: readonly (readonly number[])[] })[];
  readonly val: readonly ReplayedBatch[];
  readonly test: readonly ReplayedBatch[];
}

/** The experiment that the trace is about, loaded with the network that it names. */
export async function loadTraced(backend: EngineSection['backend'] = 'wasm', overrides: readonly string[] = []) {
  const registry = createRegistry(...builtins, traced);
  const given = [`engine.backend=${backend}`, ...overrides];
  return loadExperiment(fixture('experiment.yaml'), {
    registry,
    overrides: given,
    workingDirectory: '/',
    environment: {},
  });
}

/** All that `fit` is given, but for who watches it and where it starts. A new network and optimizer each time. */
export async function openTraced(backend: EngineSection['backend'] = 'wasm', overrides: readonly string[] = []) {
  const { id, registry, experiment, plugins } = await loadTraced(backend, overrides);
  const { seed, train } = experiment;
  const workingDirectory = await newFolder();
  const engine = await startEngine(experiment.engine);
  const input = { experiment, registry, workingDirectory };
  const dataset = await buildDataset(input, untilTheEnd);
  const built = await buildExperiment({ ...input, dataset, tf: engine.tf }, untilTheEnd);
  const onSkip = () => undefined;
  const loading = createLoading({ experiment, dataset, code: plugins, workingDirectory, onSkip });
  const splits = await loading.prepare();
  const schedule = createSchedule(train, countStepsPerEpoch(splits.train.length, train));
  const base = { seed, workingDirectory };
  const firstSteps = built.frozen.firstSteps(schedule.stepsPerEpoch);
  const parameters = built.frozen.trained;
  const optimizer = await registry.build('optimizer', experiment.optimizer, {
    ...base,
    tf: engine.tf,
    parameters,
    firstSteps,
  });
  const scheduler = await registry.build('scheduler', experiment.scheduler, {
    ...base,
    totalSteps: schedule.totalSteps,
    stepsPerEpoch: schedule.stepsPerEpoch,
  });
  const average = train.ema && createWeightAverage(built.model, train.ema);
  const classPixels = built.dataset.classes.map(() => 1);
  const description = describeCheckpoint({ id, experiment, plugins }, { built, classPixels });
  const parts = { built, loading, splits, schedule, optimizer, average, scheduler, description };
  const log = { ...experiment.log, panel_samples: 0 };
  return { experiment, seed, train, log, ...parts, seconds: () => 0, folder: workingDirectory };
}

/** What PyTorch must be told to repeat the training: our batches with our augmentations, and our dropout masks. */
export async function replayOf(opened: Awaited<ReturnType<typeof openTraced>>): Promise<Replay> {
  const { experiment, seed, train, built, loading, splits, schedule } = opened;
  const { height, width } = built.dataset.imageSize;
  const evaluated = { batchSize: train.batch_size, shuffle: false, dropLast: false, augmentations: [] };
  const loader = loading.loader(splits.train, { ...evaluated, shuffle: true, augmentations: built.augmentations });
  const number = (section: object, key: string) => (section as Record<string, number>)[key]!;
  const dropout = number(experiment.model, 'dropout');
  const steps: Replay['steps'][number][] = [];
  for await (const batch of loader.batches(0, schedule.totalSteps)) {
    steps.push({ ...replayed(batch), kept: await keptChannels(dropout, batch.size, [seed, 'dropout', steps.length]) });
  }
  return {
    height,
    width,
    classes: built.dataset.classes.length,
    ...built.model.normalization,
    dropout,
    learningRate: number(experiment.optimizer, 'lr'),
    weightDecay: number(experiment.optimizer, 'weight_decay'),
    stepSize: number(experiment.scheduler, 'step_size'),
    gamma: number(experiment.scheduler, 'gamma'),
    validations: steps.flatMap((_, index) => (schedule.isValidationDue(index + 1) ? [index + 1] : [])),
    steps,
    val: await allBatches(loading.loader(splits.val, evaluated)),
    test: await allBatches(loading.loader(splits.test, evaluated)),
  };
}

async function allBatches(loader: Loader): Promise<ReplayedBatch[]> {
  const batches: ReplayedBatch[] = [];
  for await (const batch of loader.epoch(0)) batches.push(replayed(batch));
  return batches;
}

function replayed({ indices, images, masks }: Batch): ReplayedBatch {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return { indices, images: base64(images), masks: base64(masks) };
}

/** Channels of the network's dropout layer. */
const channels = 6;

async function keptChannels(p: number, images: number, key: (string | number)[]): Promise<number[][]> {
  const kept = tf.tidy(() =>
    tf.sign(
      new Dropout2d(p).forward(tf.ones([images, 1, 1, channels]), { training: true, random: createRandom(...key) }),
    ),
  );
  const values = [...(await kept.data())];
  kept.dispose();
  return Array.from({ length: images }, (_, image) => values.slice(image * channels, (image + 1) * channels));
}

/** What was measured on a split. `metrics` in the order of the experiment. */
export interface TracedFigures {
  readonly loss: number;
  readonly metrics: readonly number[];
}

export interface TracedState {
  /** Parameters and running statistics by name, in our layout. */
  readonly model: Readonly<Record<string, readonly number[]>>;
  readonly optimizer: Readonly<Record<string, readonly number[]>>;
}

/** What fixtures/train/trace.py writes. */
export interface Trace {
  readonly steps: readonly (TracedFigures & { readonly learningRate: number })[];
  readonly validations: readonly (TracedFigures & { readonly step: number })[];
  readonly best: { readonly step: number; readonly value: number };
  /** The best checkpoint's. `perClass` of the first metric. */
  readonly test: TracedFigures & { readonly perClass: readonly number[] };
  /** After some steps, by their number. */
  readonly states: Readonly<Record<string, TracedState>>;
}

/** What fixtures/train/policies.py writes. */
export interface PoliciesTrace {
  readonly steps: readonly (TracedFigures & {
    readonly learningRate: number;
    readonly groupRate: number;
    readonly gradNorm: number;
  })[];
  readonly validations: readonly (TracedFigures & { readonly step: number })[];
  readonly state: TracedState;
  readonly averages: TracedState['model'];
}

/** The experiment of fixtures/train/policies.py, as it differs from that of the trace. */
export const policies = [
  'model.dropout=0',
  'optimizer={type: adamw, lr: 0.02, weight_decay: 0.1, groups: [{match: layers.0, lr: 0.004}, {match: norms-and-biases, weight_decay: 0}]}',
  'scheduler={type: step, step_size: 3, gamma: 0.8, warmup: {steps: 4, start_factor: 0.25}}',
  'train.accumulate=2',
  'train.clip_gradients={norm: 0.9}',
  'train.ema={decay: 0.7}',
  'train.validate_every={epochs: 1}',
  'log.histograms={steps: 4}',
  'log.pr_curves=true',
];

/** What fixtures/train/combined.py writes. `losses`: the parts of the sum and those beside it, by their names. */
export interface CombinedTrace {
  readonly steps: readonly (TracedFigures & {
    readonly losses: Readonly<Record<string, number>>;
    /** The learning rate divided by the optimizer's. */
    readonly factor: number;
    readonly gradNorm: number;
  })[];
  readonly validations: readonly (TracedFigures & {
    readonly step: number;
    readonly losses: Readonly<Record<string, number>>;
  })[];
  readonly state: TracedState;
  readonly averages: TracedState['model'];
}

/** The experiment of fixtures/train/combined.py, as it differs from that of the trace. */
export const combined = [
  'model={type: traced, dropout: 0, auxiliary: 0.4}',
  'loss=[{type: cross-entropy, class_weight: [0.4, 1.5, 0], label_smoothing: 0.1, weight: 0.7}, {type: dice, smooth: 1, weight: 0.5}, {type: lovasz, per: image, weight: 0.25}]',
  'log.losses=[{type: focal, gamma: 2}]',
  'optimizer={type: sgd, lr: 0.1, momentum: 0.9, nesterov: true, weight_decay: 0.01, groups: [{match: layers.0, lr_scale: 0.5}, {match: norms-and-biases, weight_decay: 0}]}',
  'scheduler={type: reduce-on-plateau, metric: loss/dice, factor: 0.5, patience: 0, threshold: 0.1, warmup: {steps: 2, start_factor: 0.25}}',
  'train.accumulate=2',
  'train.clip_gradients={norm: 0.5}',
  'train.ema={decay: 0.6}',
  'train.freeze=[layers.0, layers.1]',
  'train.unfreeze_at={steps: 5}',
  'train.validate_every={steps: 2}',
];

export const readCombined = async () => JSON.parse(await readFile(fixture('combined.json'), 'utf8')) as CombinedTrace;
export const readPolicies = async () => JSON.parse(await readFile(fixture('policies.json'), 'utf8')) as PoliciesTrace;
export const readReplay = async () => JSON.parse(await readFile(fixture('replay.json'), 'utf8')) as Replay;
export const readTrace = async () => JSON.parse(await readFile(fixture('trace.json'), 'utf8')) as Trace;

/** How far a loss in float32 may be from PyTorch's in double precision: absolute, relative above 1. Seen: 7e-7. */
const lossTolerance = 5e-6;
/** No pixel's class may differ, so metrics and learning rates differ by the rounding of double precision alone. */
const exactTolerance = 1e-12;
/** How far a tensor may be off, relative to its largest value. Seen: 1e-6. */
const stateTolerance = 1e-5;

/** Every logged step and validation has PyTorch's loss, learning rate and metrics. */
export function assertTraced(
  t: ExecutionContext,
  logged: Readonly<Record<Subject, readonly LoggedScalars[]>>,
  trace: Trace,
  metrics: readonly Metric[],
): void {
  const stepsOf = (scalars: readonly LoggedScalars[]) => scalars.map(({ step }) => step);
  t.deepEqual(
    stepsOf(logged.train),
    [...trace.steps.keys()].map((index) => index + 1),
  );
  t.deepEqual(
    stepsOf(logged.val),
    trace.validations.map(({ step }) => step),
  );
  const ofSteps = logged.run.filter(({ values }) => 'lr' in values);
  for (const [index, { learningRate, ...figures }] of trace.steps.entries()) {
    const { values } = logged.train[index]!;
    assertFigures(t, values, figures, metrics, `step ${index + 1}`);
    assertNear(t, ofSteps[index]!.values['lr']!, learningRate, exactTolerance, `learning rate of step ${index + 1}`);
  }
  for (const [index, figures] of trace.validations.entries()) {
    assertFigures(t, logged.val[index]!.values, figures, metrics, `validation at step ${figures.step}`);
  }
}

/** `values`: the loss and each metric by name, as they are logged. */
export function assertFigures(
  t: ExecutionContext,
  values: Readonly<Record<string, number>>,
  expected: TracedFigures,
  metrics: readonly Metric[],
  what: string,
): void {
  assertNear(t, values['loss']!, expected.loss, lossTolerance, `loss, ${what}`);
  for (const [position, { name }] of metrics.entries()) {
    assertNear(t, values[name]!, expected.metrics[position]!, exactTolerance, `${name}, ${what}`);
  }
}

export function assertNear(t: ExecutionContext, actual: number, expected: number, within: number, what: string): void {
  const difference = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  t.true(difference <= within, `${what}: expected ${expected}, got ${actual}`);
}

/** Gives a model the parameters and running statistics that PyTorch had. */
export function setState(model: Module, { model: tensors }: TracedState): void {
  for (const [name, variable] of model.stateDict()) {
    const tensor = tf.tensor([...tensors[name]!], variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  }
}

/** Every parameter, running statistic and slot of the optimizer has PyTorch's values. */
export async function assertState(
  t: ExecutionContext,
  state: Readonly<Record<'model' | 'optimizer', ReadonlyMap<string, tf.Variable>>>,
  expected: TracedState,
): Promise<void> {
  for (const owner of ['model', 'optimizer'] as const) {
    t.deepEqual([...state[owner].keys()].sort(), Object.keys(expected[owner]).sort());
    for (const [name, variable] of state[owner]) {
      await assertAllClose(t, variable, expected[owner][name]!, stateTolerance, `${owner} ${name}`);
    }
  }
}
