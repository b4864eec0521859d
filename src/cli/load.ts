import { relative, resolve } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { allOrProblems, TesseraError, type Problem } from '../core/errors/index.ts';
import type { TrainedRun } from '../trained/open-trained-run.ts';
import type { Trained } from '../trained/trained.ts';
import type { CliContext } from './context.ts';
import { loadOptions } from './load-options.ts';

/** Loads an experiment file with the built-in components, as every command does. */
export async function loadFile(
  file: string,
  context: CliContext,
  overrides: readonly string[] = [],
  runPlugins = true,
): Promise<LoadedExperiment> {
  const { loadExperiment } = await import('../config/index.ts');
  const loaded = await loadExperiment(file, { ...(await loadOptions(context, overrides)), runPlugins });
  for (const note of loaded.notes) context.err(`note: ${note}`);
  return loaded;
}

/** The folder of the run with this name, id or path, relative to where the command was started. */
export async function runNamed(name: string, runs: string, { workingDirectory }: CliContext): Promise<string> {
  const { findRun } = await import('../runs/find-run.ts');
  return relative(workingDirectory, await findRun(name, resolve(workingDirectory, runs), workingDirectory));
}

/** The folders of several runs, each once. All that can't be found are told at once. */
export async function runsNamed(names: readonly string[], runs: string, context: CliContext): Promise<string[]> {
  const paths = await allOrProblems(names.map((name) => runNamed(name, runs, context)));
  return [...new Set(paths)];
}

/** Opens the run with this name, id or path. */
export async function openNamed(name: string, runs: string, context: CliContext): Promise<TrainedRun> {
  const { openTrainedRun } = await import('../trained/open-trained-run.ts');
  return openTrainedRun(await runNamed(name, runs, context), await loadOptions(context));
}

/**
 * Opens a checkpoint of the run with this name, id or path, or a checkpoint file.
 * @param checkpoint as `--checkpoint` names it
 */
export async function openTrainedNamed(
  name: string,
  { runs, checkpoint }: { readonly runs: string; readonly checkpoint?: string | undefined },
  context: CliContext,
): Promise<Trained> {
  const { openTrained } = await import('../trained/open-trained.ts');
  return openTrained(name, { ...(await loadOptions(context)), runs, checkpoint });
}

/** A checkpoint by itself has no folder for what is made of it. @param option the one that names a place */
export function needsPlace(option: 'output' | 'file', { checkpoint }: Pick<Trained, 'checkpoint'>): TesseraError {
  const [what, example] = option === 'file' ? ['path', 'network.onnx'] : ['folder', 'answers'];
  return new TesseraError({
    code: 'bad-argument',
    message: `expected \`--${option} <${what}>\` with ${checkpoint.name}, which lies in no run's folder`,
    hints: [`such as \`--${option} ${example}\``],
  });
}

/** Does `work`. A problem that names a key but no place gets the place in the file where the key's value is written. */
export async function withPlaces<T>(loaded: LoadedExperiment, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    throw new TesseraError(
      error.problems.map((problem) => withPlace(problem, loaded)),
      { cause: error },
    );
  }
}

export function withPlace(problem: Problem, { locate }: LoadedExperiment): Problem {
  const where = problem.where ?? (problem.path === undefined ? undefined : locate(problem.path));
  return where ? { ...problem, where } : problem;
}
