import { dirname, relative, resolve } from 'node:path';
import { atKey } from '../core/errors/at-path.ts';
import { TesseraError } from '../core/errors/index.ts';
import { listed } from '../core/listed.ts';
import type { ClassInfo } from '../data/dataset.ts';
import type { Module } from '../nn/index.ts';
import { runDirectory } from '../runs/directory.ts';
import { readCheckpointHeader } from './checkpoint.ts';
import { assignArray, readWeights, toFloat32, type StoredArray } from '../weights/index.ts';

/** The weights of another run with which training begins. */
export interface InitialWeights {
  /** Names of the tensors that stay random, since they are about other classes. */
  readonly fresh: readonly string[];
  /** What a person should know, in one line. */
  readonly summary: string;
  assign(): void;
}

export interface InitialWeightsInput {
  readonly model: Module;
  readonly classes: readonly ClassInfo[];
  /** As YAML names the run. */
  readonly from: string;
  readonly workingDirectory: string;
}

/** The checkpoint with which training begins: its path, and what `run.json` calls it. */
export function initialCheckpoint(from: string, workingDirectory: string): { name: string; path: string } {
  const place = resolve(workingDirectory, from);
  const path = isFile(from) ? place : runDirectory(place).checkpointFile('best');
  return { name: relative(workingDirectory, path), path };
}

/**
 * Compares a checkpoint, or the best one of a run, with a network. Tensors that have a value per class are left out if
 * there were more or fewer classes.
 * @throws TesseraError `run-missing`, `file-missing`, `bad-checkpoint`; `bad-weights` if any other tensor is missing or
 * of another shape
 */
export async function readInitialWeights(input: InitialWeightsInput): Promise<InitialWeights> {
  const { model, classes, from, workingDirectory } = input;
  const { path } = initialCheckpoint(from, workingDirectory);
  const { step, before } = await atKey('train.init_from', () => origin(path, from));
  const { tensors } = await atKey('train.init_from', () => readWeights(path, from));
  const now = classes.map(({ name }) => name);

  const variables = model.stateDict();
  const misfits = [...variables].filter(([name, { shape }]) => !hasShape(tensors.get(name), shape));
  const isPerClass = ([name, { shape }]: (typeof misfits)[number]) =>
    before.length !== now.length &&
    hasShape(tensors.get(name), [...shape.slice(0, -1), before.length]) &&
    shape.at(-1) === now.length;
  const fresh = misfits.filter(isPerClass).map(([name]) => name);
  const wrong = misfits.filter((tensor) => !isPerClass(tensor));
  if (wrong.length > 0)
    throw misfit(
      from,
      wrong.map(([name, { shape }]) => describe(name, shape, tensors.get(name))),
    );
  return {
    fresh,
    summary: `weights of ${from}, step ${step}; ${describeClasses(before, now, fresh)}`,
    assign() {
      for (const [name, variable] of variables) {
        if (fresh.includes(name)) continue;
        const { dtype, data, shape } = tensors.get(name)!;
        assignArray(variable, { shape, data: toFloat32(dtype, data) });
      }
    },
  };
}

function isFile(from: string): boolean {
  return from.toLowerCase().endsWith('.safetensors');
}

/** When the checkpoint was saved, and the classes that it is about: none of an earlier version's, which don't say. */
async function origin(path: string, from: string): Promise<{ step: number; before: readonly string[] }> {
  const record = await runDirectory(dirname(dirname(path))).readRecord();
  if (!record && !isFile(from)) throw noRun(from);
  if (record && !isFile(from)) return { step: record.best?.step ?? record.step, before: namesOf(record.data?.classes) };
  const { progress, description } = await readCheckpointHeader(path);
  return { step: progress.step, before: namesOf(description?.classes ?? record?.data?.classes) };
}

function namesOf(classes: readonly { readonly name: string }[] = []): string[] {
  return classes.map(({ name }) => name);
}

function hasShape(tensor: StoredArray | undefined, shape: readonly number[]): boolean {
  return tensor !== undefined && tensor.shape.join() === shape.join();
}

function describeClasses(before: readonly string[], now: readonly string[], fresh: readonly string[]): string {
  if (fresh.length > 0)
    return `new, since that run has ${before.length} classes and this one ${now.length}: ${fresh.join(', ')}`;
  if (before.join() === now.join()) return 'the classes are the same';
  return (
    `its classes are ${listed(before, 8)}, and here ${listed(now, 8)}: the weights of each are those of the ` +
    'one in its place'
  );
}

function describe(name: string, shape: readonly number[], tensor: StoredArray | undefined): string {
  return `\`${name}\` [${shape.join(', ')}], got ${tensor ? `[${tensor.shape.join(', ')}]` : 'none'}`;
}

function misfit(from: string, tensors: readonly string[]): TesseraError {
  return new TesseraError({
    code: 'bad-weights',
    path: 'train.init_from',
    message:
      `expected ${from} to have the network of this experiment: ${tensors.length} tensors differ: ` +
      `${listed(tensors, 3)}`,
    hints: ['give `model` the values that it has in the config.yaml of that run'],
  });
}

function noRun(from: string): TesseraError {
  return new TesseraError({
    code: 'run-missing',
    path: 'train.init_from',
    message: `expected a run folder or a checkpoint file, got ${from}, which has no run.json`,
    hints: ['see `tessera list`'],
  });
}
