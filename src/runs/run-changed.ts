import { TesseraError, type Problem } from '../core/errors/index.ts';

/**
 * The refusal to go on with a run that was trained with something else, or to repeat it. `changes` are one line each.
 */
export function runChanged(path: string, changes: readonly string[]): TesseraError {
  return new TesseraError(changes.map((change) => changedProblem(path, change)));
}

export function changedProblem(path: string, change: string): Problem {
  return {
    code: 'run-changed',
    message: `expected what ${path} was trained with, but ${change}`,
    hints: ['put it back as it was, or go on with it as it is: --accept-changes (this is recorded with the run)'],
  };
}
