import type { Problem } from './problem.ts';
import { TesseraError } from './tessera-error.ts';

/** Waits for all, and throws the problems of all that fail. An error that is no `TesseraError` is thrown as it is. */
export async function allOrProblems<const Work extends readonly Promise<unknown>[]>(
  work: Work,
): Promise<{ -readonly [Key in keyof Work]: Awaited<Work[Key]> }> {
  const problems: Problem[] = [];
  for (const result of await Promise.allSettled<unknown>(work)) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof TesseraError)) throw result.reason;
    problems.push(...result.reason.problems);
  }
  if (problems.length > 0) throw new TesseraError(problems);
  return Promise.all(work);
}
