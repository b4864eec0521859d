import type { Problem } from './problem.ts';
import { TesseraError } from './tessera-error.ts';

/**
 * Does `work`, which names keys as if `section` held one component, and names them as they are written: at `path`.
 */
export async function atPath<T>(section: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    throw new TesseraError(
      error.problems.map((problem) => problemAt(problem, section, path)),
      { cause: error.cause },
    );
  }
}

/** The problem with `path` in place of `section`. */
export function problemAt(problem: Problem, section: string, path: string): Problem {
  const inside = problem.path === section || problem.path?.startsWith(`${section}.`);
  return inside ? { ...problem, path: `${path}${problem.path!.slice(section.length)}` } : problem;
}

/** Does `work`, all of whose problems are about the key at `path`. */
export async function atKey<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    throw new TesseraError(
      error.problems.map((problem) => ({ ...problem, path })),
      { cause: error },
    );
  }
}
