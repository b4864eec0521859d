import { hideSecrets } from '../secrets/hide.ts';
import type { ErrorCode } from './codes.ts';
import type { Problem } from './problem.ts';

/**
 * Exit codes of the process. Those of an interrupt are 128 and the signal's number, as shells count them: SIGHUP,
 * SIGINT (Ctrl-C), SIGTERM.
 */
export const exitCodes = {
  done: 0,
  runFailed: 1,
  wrongInput: 2,
  /** A task saved and ended before its time, and wants to be started again (EX_TEMPFAIL of sysexits). */
  tryAgain: 75,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Whether a process with this exit code was asked to end, and did. */
export function isInterrupted(exitCode: number | undefined): boolean {
  return [exitCodes.hungUp, exitCodes.interrupted, exitCodes.terminated].some((code) => code === exitCode);
}

/** Codes which mean that the run itself failed. All others mean that the input is wrong. */
const runtimeCodes: ReadonlySet<ErrorCode> = new Set([
  'diverged',
  'run-failed',
  'too-many-files',
  'plugin-failed',
  'device-lost',
  'launcher-failed',
]);

/** Problems quote values, and a component that was given a secret may quote that. */
function withoutSecrets(problem: Problem): Problem {
  return {
    ...problem,
    message: hideSecrets(problem.message),
    ...(problem.hints && { hints: problem.hints.map(hideSecrets) }),
  };
}

/** An error with all problems that one pass has found. A stage throws it once, at its end. */
export class TesseraError extends Error {
  override readonly name = 'TesseraError';
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[], options?: ErrorOptions) {
    const list = ('code' in problems ? [problems] : problems).map(withoutSecrets);
    super(list.map((problem) => `${problem.code}: ${problem.message}`).join('\n'), options);
    this.problems = list;
  }

  get exitCode(): ExitCode {
    const failed = this.problems.every((problem) => runtimeCodes.has(problem.code));
    return failed ? exitCodes.runFailed : exitCodes.wrongInput;
  }
}
