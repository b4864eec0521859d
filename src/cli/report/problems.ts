import { renderProblems, type Problem } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { withProgram } from '../terminal/program.ts';

/** Problems for a person, as standard error can show them. To be printed by `err`. */
export function problemLines(problems: readonly Problem[], { hasColors, errColumns }: CliContext): string {
  return renderProblems(problems, { color: hasColors, columns: errColumns() });
}

/** A problem for programs. All fields are always there: `null` says that there is none, or that it isn't known. */
export interface ProblemJson {
  readonly code: string;
  readonly message: string;
  /** What the message says was expected, and what came instead. */
  readonly expected: string | null;
  readonly got: string | null;
  /** The key that it concerns, such as `dataset.image_size`. */
  readonly path: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** What to do, the most likely first. */
  readonly hints: readonly string[];
}

export function problemsJson(problems: readonly Problem[], { program }: Pick<CliContext, 'program'>): ProblemJson[] {
  return problems.map(({ code, message, path, where, hints = [] }) => ({
    code,
    message,
    ...expectedAndGot(message),
    path: path ?? null,
    file: where?.file ?? null,
    line: where?.line ?? null,
    column: where?.column ?? null,
    hints: hints.map((hint) => withProgram(hint, program())),
  }));
}

/** Most messages are sentences of one form: `expected this, got that`. */
function expectedAndGot(message: string): Pick<ProblemJson, 'expected' | 'got'> {
  const parts = /\bexpected (?<expected>[^]*?)(?:[,;] got (?<got>[^]*)|; .*|, (?:but|which) .*)?$/i.exec(
    message,
  )?.groups;
  return { expected: parts?.['expected'] ?? null, got: parts?.['got'] ?? null };
}
