import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { folderProblems } from '../runs/check-folder.ts';
import { pointName } from '../sweep/names.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { pointsOf } from '../sweep/only-point.ts';
import { runsFolder } from '../sweep/sweep-paths.ts';
import type { CliContext } from './context.ts';

/**
 * Checks what would make points of a sweep fail before their first step: folders that can't be made, a last batch of
 * one sample. Nothing is written. @throws TesseraError
 */
export async function checkSweep(loaded: LoadedExperiment, runs: string, context: CliContext): Promise<void> {
  const problems = [...(await sweepFolderProblems(loaded, runs)), ...(await sweepBatchProblems(loaded, context))];
  if (problems.length > 0) throw new TesseraError(problems);
}

/** What is in the way of making the folders of a sweep and of its points. */
export async function sweepFolderProblems(loaded: LoadedExperiment, runs: string): Promise<Problem[]> {
  const folder = await findSweep(runs, loaded);
  const problems = await folderProblems(folder);
  if (problems.length > 0) return problems;
  const names = pointsOf(loaded).map(pointName);
  const longest = names.reduce((best, name) => (name.length > best.length ? name : best), '');
  return folderProblems(join(runsFolder(folder), longest));
}

export async function sweepBatchProblems(
  loaded: LoadedExperiment,
  { workingDirectory }: CliContext,
): Promise<Problem[]> {
  const { lastBatchProblems } = await import('../plan/last-batches.ts');
  return lastBatchProblems({ points: pointsOf(loaded), registry: loaded.registry, workingDirectory });
}
