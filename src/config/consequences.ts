import type { ErrorCode } from '../core/errors/index.ts';
import type { Report } from './parse.ts';

/** Tells causes from what follows from them. */
export interface Consequences {
  /** Reports problems that are the cause of others: from the first one on, those with these codes are left out. */
  causing(...codes: readonly ErrorCode[]): Report;
  /** Reports all other problems, without those that follow from what was reported before. */
  readonly report: Report;
}

/**
 * If a parent or plugin is missing, its keys and components are missing too, and so is what a wrong argument would set.
 * Only the cause is reported.
 */
export function withoutConsequences(report: Report): Consequences {
  const followed = new Set<ErrorCode>();
  return {
    causing:
      (...codes) =>
      (problem) => {
        for (const code of codes) followed.add(code);
        report(problem);
      },
    report(problem) {
      if (!followed.has(problem.code)) report(problem);
    },
  };
}
