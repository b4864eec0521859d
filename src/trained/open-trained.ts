import { stat } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import type { LoadOptions } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { findRun } from '../runs/find-run.ts';
import { readCheckpointHeader } from '../train/checkpoint.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { openTrainedRun } from './open-trained-run.ts';
import { checkpointOf, type Trained } from './trained.ts';

export interface OpenTrainedOptions extends Omit<LoadOptions, 'overrides' | 'saved' | 'text'> {
  /** The folder of runs, in which a run's name is looked for. Relative to the working directory. */
  readonly runs: string;
  /** `best` (the default), `last`, `epoch-3`, ..., or a file. Not beside a file, which is a checkpoint itself. */
  readonly checkpoint?: string | undefined;
}

/**
 * Opens what a person names: a run (its folder, its name, the beginning of it, its id), or a checkpoint file.
 * @throws TesseraError `run-missing`, `bad-argument`, `bad-checkpoint`
 */
export async function openTrained(name: string, options: OpenTrainedOptions): Promise<Trained> {
  const { runs, checkpoint, ...loading } = options;
  const { workingDirectory } = loading;
  const file = await checkpointFile(name, workingDirectory);
  if (file !== undefined) {
    if (checkpoint !== undefined) throw checkpointTwice(name, checkpoint);
    return openCheckpoint(file, name, loading);
  }
  const folder = await findRun(name, resolve(workingDirectory, runs), workingDirectory);
  // Errors name its files as the person who started this process would.
  const isHere = workingDirectory === process.cwd();
  const run = await openTrainedRun(isHere ? relative(workingDirectory, folder) || '.' : folder, loading);
  if (checkpoint === undefined || !isCheckpointFile(checkpoint)) return checkpointOf(run, checkpoint);
  return withWeightsOf(checkpointOf(run), checkpoint);
}

/** The file that a name names; undefined for one of a run. */
export async function checkpointFile(name: string, workingDirectory: string): Promise<string | undefined> {
  const file = resolve(workingDirectory, name);
  const isFile = async () => (await stat(file).catch(() => undefined))?.isFile() ?? false;
  return isCheckpointFile(name) && (await isFile()) ? file : undefined;
}

function isCheckpointFile(name: string): boolean {
  return extname(name).toLowerCase() === '.safetensors';
}

/** The run with the weights of a file, which must be about the same classes. */
async function withWeightsOf(trained: Trained, name: string): Promise<Trained> {
  const file = resolve(trained.workingDirectory, name);
  const { description } = await readCheckpointHeader(file);
  const own = trained.data?.classes.map((one) => one.name).join(', ');
  const given = description?.classes.map((one) => one.name).join(', ');
  if (own === undefined || given === undefined || own === given) return { ...trained, checkpoint: { name, file } };
  throw new TesseraError({
    code: 'bad-checkpoint',
    message: `expected a checkpoint for the classes ${own}, got ${name}, which is for ${given}`,
    hints: ['name the file instead of the run'],
  });
}

function checkpointTwice(name: string, checkpoint: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected a run with \`--checkpoint ${checkpoint}\`, got the file ${name}`,
    hints: ['a file is one checkpoint: leave `--checkpoint` out'],
  });
}
