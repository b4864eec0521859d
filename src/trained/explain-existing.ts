import type { LoadOptions } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { changesIn } from './changes-in.ts';

/**
 * Handles the refusal to start an experiment that has a run already in `folder`: says what has changed since that run
 * began, such as its data, which the experiment's id doesn't contain.
 */
export function explainExisting(folder: string, options: Omit<LoadOptions, 'overrides' | 'saved'>) {
  return async (error: unknown): Promise<never> => {
    if (!(error instanceof TesseraError) || !error.problems.some(({ code }) => code === 'run-exists')) throw error;
    const changes = await changesIn(folder, options).catch(() => []);
    const told = changes.map((change) => `changed since it began: ${change}`);
    const advice = told.length > 0 ? ['to train on what is there now, beside it: another --runs <folder>'] : [];
    throw new TesseraError(
      error.problems.map((problem) => ({ ...problem, hints: [...told, ...advice, ...(problem.hints ?? [])] })),
      { cause: error },
    );
  };
}
