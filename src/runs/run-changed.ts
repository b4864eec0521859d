import { TesseraError } from '../core/errors/index.ts';

/** The refusal to go on with a run that was trained with something else. `changes` are one line each. */
export function runChanged(path: string, changes: readonly string[]): TesseraError {
  return new TesseraError(
    changes.map((change) => ({
      code: 'run-changed',
      message: `expected ${path} to go on with what it was trained with: ${change}`,
      hints: ['put it back as it was, or go on with it as it is: --accept-changes (this is recorded with the run)'],
    })),
  );
}
