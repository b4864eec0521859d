/** One change of one place of a source file. Positions count characters from the start of the file. */
export interface Mutant {
  /** Path from the root of the project. */
  readonly file: string;
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** 1-based line of the change. */
  readonly line: number;
  /** The function, method, class or variable that the change is in, and those around it, as `outer.inner`. */
  readonly within: string;
  /** The lines that change, before and after, without indentation. */
  readonly from: string;
  readonly to: string;
}

/** What happened when the nearest tests ran on a mutant. `invalid`: the type checker refuses it, so no test has to. */
export type Outcome = 'killed' | 'timed out' | 'survived' | 'invalid';

export interface MutantResult {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  /** The test that failed, or the tests that all passed. */
  readonly tests: readonly string[];
  readonly seconds: number;
}

/** The text of a file with the change in it. */
export function applyMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The change as two sides of a diff, under its place. */
export function renderMutant({ file, line, operator, within, from, to }: Mutant): string {
  const side = (sign: string, text: string) => text.split('\n').map((item) => `${sign} ${item}`);
  const where = within === '' ? '' : ` in ${within}`;
  return [`${file}:${line}${where} (${operator})`, ...side('-', from), ...side('+', to)].join('\n');
}
