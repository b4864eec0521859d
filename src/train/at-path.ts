import { TesseraError, type Problem } from '../core/errors/index.ts';

/**
 * Does `work`, which names keys as if the section `section` were its component alone, and names them as they are written:
 * at `path`.
 */
export async function atPath<T>(section: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    throw new TesseraError(
      error.problems.map((problem) => moved(problem, section, path)),
      { cause: error.cause },
    );
  }
}

function moved(problem: Problem, section: string, path: string): Problem {
  const inside = problem.path === section || problem.path?.startsWith(`${section}.`);
  return inside ? { ...problem, path: `${path}${problem.path!.slice(section.length)}` } : problem;
}
