import type { ErrorCode } from './codes.ts';
import type { Problem } from './problem.ts';

/** Exit code of the process when an error of this sort ends it. */
export const exitCodes = { done: 0, runFailed: 1, wrongInput: 2, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Codes that mean the run itself failed; all others mean that the input is wrong. */
const runtimeCodes: ReadonlySet<ErrorCode> = new Set(['diverged', 'run-failed']);

/** Carries every problem found in one pass. Thrown once, at the edge of a stage. */
export class TesseraError extends Error {
  override readonly name = 'TesseraError';
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[], options?: ErrorOptions) {
    const list = 'code' in problems ? [problems] : problems;
    super(list.map((problem) => `${problem.code}: ${problem.message}`).join('\n'), options);
    this.problems = list;
  }

  get exitCode(): ExitCode {
    const failed = this.problems.every((problem) => runtimeCodes.has(problem.code));
    return failed ? exitCodes.runFailed : exitCodes.wrongInput;
  }
}
