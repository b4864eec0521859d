import { isInterrupted, type ExitCode, type Problem } from '../core/errors/index.ts';
import { eventLine } from '../events/event-line.ts';
import type { CliContext } from './context.ts';
import { problemsJson } from './report/problems.ts';

/** Whether a command line asks for JSON. What comes after `--` is no option. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes('--json');
}

/** Whether the command that this line starts tells its events, one per line, and its result as the last one. */
export function streams([command]: readonly string[]): boolean {
  return command === 'run' || command === 'sweep' || command === 'task';
}

/**
 * Standard output of a command that was asked for JSON: one document, the result or the errors. It is the last line
 * where a command tells events before it.
 */
export interface JsonAnswer {
  /** The command's own context, whose result is passed on as it is. */
  readonly context: CliContext;
  /** Prints `{errors: [...]}`, unless the command has printed a result, which then says it. */
  errors(problems: readonly Problem[]): void;
  /** Says why there is no result, if there is none and the command has not succeeded. */
  end(exitCode: ExitCode): void;
}

export function jsonAnswer(given: CliContext, isStream = false): JsonAnswer {
  let isAnswered = false;
  const data = (text: string) => {
    given.data(text);
    isAnswered = true;
  };
  const errors = (problems: readonly Problem[]) => {
    if (isAnswered) return;
    const told = problemsJson(problems, given);
    data(
      isStream
        ? eventLine({ event: 'error', errors: told.map((one) => ({ ...one })) })
        : JSON.stringify({ errors: told }),
    );
  };
  return {
    context: { ...given, out: data, data, ...(isStream && { event: (text: string) => given.data(text) }) },
    errors,
    end(exitCode) {
      if (isInterrupted(exitCode)) errors([{ code: 'interrupted', message: `ended by ${given.interruptedBy()}` }]);
      else if (exitCode !== 0) errors([{ code: 'unexpected', message: `ended with exit code ${exitCode}` }]);
    },
  };
}
