import { whyDeleted } from '../runs/delete-checkpoints.ts';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import { migrate, withFormat } from '../core/format/index.ts';
import { jsonNumber, toJson } from '../core/json.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import type { Optimizer, SegmentationModel } from '../registry/index.ts';
import { diverged, firstNotFinite } from './diverged.ts';
import { epochLossSchema } from './epoch-loss.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensorsHeader,
  type SafetensorsFile,
  type SafetensorsHeader,
  toFloat32,
} from '../weights/index.ts';
import { encodeDescription, parseCheckpointDescription, type CheckpointDescription } from './checkpoint-description.ts';
import { descriptionKey } from './network-description.ts';
import type { WeightAverage } from './weight-average.ts';

/** The progress of training, which is saved beside the tensors. */
export const progressSchema = z.strictObject({
  /** Completed optimizer steps. */
  step: z.int().nonnegative(),
  /** The best validation so far; null before the first in which something could be counted. */
  best: z
    .strictObject({
      step: z.int(),
      metric: z.string(),
      value: jsonNumber,
    })
    .nullable(),
  /** The values of the metrics that a scheduler or early stopping watches, oldest first; absent if none is watched. */
  validations: z.array(z.strictObject({ step: z.int(), values: z.record(z.string(), jsonNumber) })).optional(),
  /** The best validations, best first, if `train.keep` wants more than one of their checkpoints. */
  ranked: z.array(z.strictObject({ step: z.int(), value: jsonNumber })).optional(),
  /** Present if training was stopped during the validation that is due after this step: it is done when it goes on. */
  validationDue: z.literal(true).optional(),
  /** Present within an epoch. */
  epochLoss: epochLossSchema.optional(),
});
export type TrainingProgress = z.output<typeof progressSchema>;

type StateDict = ReadonlyMap<string, tf.Variable>;

/** The content of a checkpoint: state dicts, under these prefixes. */
export interface StateSource {
  /** What the network is validated, tested and used with: its weights, or their moving average. */
  readonly model: StateDict;
  readonly optimizer: StateDict;
  /** The weights that train, where `model` has their average. */
  readonly trained?: StateDict;
}

/** What a checkpoint keeps of a run in training, and what is filled from it when the run goes on. */
export function checkpointState(
  model: Pick<SegmentationModel, 'stateDict'>,
  optimizer: Pick<Optimizer, 'stateDict'>,
  average: Pick<WeightAverage, 'averages'> | undefined,
): StateSource {
  const trained = model.stateDict();
  return { model: average?.averages ?? trained, optimizer: optimizer.stateDict(), ...(average && { trained }) };
}

/**
 * Writes to a temporary file and renames it, so that a checkpoint is whole or absent. Returns when it is on disk. The
 * files are written one after the other, and the first that fails is the last that is tried.
 * @throws TesseraError `diverged`, before anything is written, if a weight or what the optimizer keeps of it is not
 * finite: a second moment that overflowed would hold its weight still for good; `run-failed` if a file can't be
 * written: the one that was there stays
 */
export async function saveCheckpoint(
  files: readonly string[],
  state: StateSource,
  progress: TrainingProgress,
  description?: CheckpointDescription,
): Promise<void> {
  const tensors = new Map<string, { dtype: 'F32'; shape: number[]; data: Float32Array }>();
  for (const [owner, variables] of Object.entries<StateDict>({ ...state })) {
    for (const [name, variable] of variables) {
      const data = await variable.data<'float32'>();
      assertFinite(owner === 'optimizer' ? `the optimizer's ${name}` : name, data, progress.step);
      tensors.set(`${owner}.${name}`, { dtype: 'F32', shape: [...variable.shape], data });
    }
  }
  const metadata = {
    progress: toJson(withFormat(progress)),
    ...(description && { [descriptionKey]: encodeDescription(description) }),
  };
  const bytes = encodeSafetensors({ tensors, metadata });
  for (const file of files) await writeFileAtomic(file, bytes);
}

function assertFinite(name: string, data: Float32Array, step: number): void {
  const value = firstNotFinite(data);
  if (value !== undefined) throw diverged(`a value of ${name} became ${value} by step ${step}`);
}

/**
 * Fills the variables of `state` from the file.
 * @throws TesseraError `bad-checkpoint` if it is missing, damaged, or of another network; nothing is changed then.
 */
export async function loadCheckpoint(file: string, state: Partial<StateSource>): Promise<TrainingProgress> {
  const stored = await readStored(file);
  const progress = progressOf(stored, file);
  const wanted = Object.entries<StateDict>({ ...state }).flatMap(([owner, variables]) =>
    [...variables].map(([name, variable]) => ({ name: `${owner}.${name}`, variable })),
  );
  const problems = wanted.flatMap(({ name, variable }) => mismatch(stored, name, variable) ?? []);
  if (problems.length > 0) throw damaged(file, problems.slice(0, 5).join('; '));
  for (const { name, variable } of wanted) {
    const { dtype, data } = stored.tensors.get(name)!;
    const value = tf.tensor(toFloat32(dtype, data), variable.shape, 'float32');
    variable.assign(value);
    value.dispose();
  }
  return progress;
}

/** What a checkpoint says of itself, without its numbers. */
export interface CheckpointHeader {
  readonly progress: TrainingProgress;
  /** Absent from those that earlier versions saved. */
  readonly description?: CheckpointDescription | undefined;
}

/** Reads the beginning of a checkpoint. @throws TesseraError `bad-checkpoint`, `newer-format` */
export async function readCheckpointHeader(file: string): Promise<CheckpointHeader> {
  const header = await fromFile(file, readSafetensorsHeader);
  const progress = progressOf(header, file);
  const text = header.metadata[descriptionKey];
  if (text === undefined) return { progress };
  return { progress, description: await fromFile(file, () => parseCheckpointDescription(text, file)) };
}

/** @throws TesseraError `bad-checkpoint`, or `newer-format` if a newer version of Tessera wrote it */
function progressOf({ metadata }: Pick<SafetensorsHeader, 'metadata'>, file: string): TrainingProgress {
  const content = parse(metadata['progress'] ?? 'null');
  const parsed = progressSchema.safeParse(migrate(content, { document: 'checkpoint', file }));
  if (!parsed.success)
    throw metadata['format'] === 'pt' ? stateDict(file) : damaged(file, 'its training step is missing');
  return parsed.data;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function readStored(file: string): Promise<SafetensorsFile> {
  return fromFile(file, async () => decodeSafetensors(await readFile(file)));
}

async function fromFile<T>(file: string, read: (file: string) => T | Promise<T>): Promise<T> {
  try {
    return await read(file);
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw await absent(file, error);
    throw damaged(file, messageOf(error), { cause: error });
  }
}

function mismatch({ tensors }: SafetensorsFile, name: string, variable: tf.Variable): string | undefined {
  const tensor = tensors.get(name);
  if (!tensor) return `tensor ${name} is missing`;
  if (tensor.dtype !== 'F32') return `tensor ${name} is ${tensor.dtype}, expected F32`;
  if (tensor.shape.join() === variable.shape.join()) return undefined;
  return `tensor ${name} is [${tensor.shape.join(', ')}], expected [${variable.shape.join(', ')}]`;
}

async function absent(file: string, cause: unknown): Promise<TesseraError> {
  const names = await readdir(dirname(file)).catch(() => []);
  const there = names.filter((name) => extname(name) === '.safetensors').map((name) => basename(name, extname(name)));
  const hints =
    there.length > 0
      ? [`the checkpoints there: ${there.map((name) => `\`${name}\``).join(', ')}`]
      : [(await whyDeleted(dirname(file))) ?? 'the run was stopped before it saved one'];
  return new TesseraError(
    { code: 'bad-checkpoint', message: `expected a checkpoint ${file}, which does not exist`, hints },
    { cause },
  );
}

/** What PyTorch's tools and `tessera export --to safetensors` write. */
function stateDict(file: string): TesseraError {
  return new TesseraError({
    code: 'bad-checkpoint',
    message: `expected a checkpoint of a run, got ${file}: weights for PyTorch, which do not say what their network is`,
    hints: ['name the run, a file of its folder `checkpoints`, or an `.onnx` file of `tessera export`'],
  });
}

function damaged(file: string, why: string, options?: ErrorOptions): TesseraError {
  const problem = {
    code: 'bad-checkpoint',
    message: `${file} is not a checkpoint of this experiment: ${why}`,
    hints: ['use another file of the same checkpoints folder, or start the run anew'],
  } as const;
  return new TesseraError(problem, options);
}
