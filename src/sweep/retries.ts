import { durationInSeconds } from '../../schemas/duration.ts';
import type { SweepSection } from '../../schemas/index.ts';

/** How often points that failed are started again, and when. */
export interface Retries {
  /** For each point, in one start of the sweep. */
  readonly limit: number;
  /** Before the first time; twice as long before each further one. */
  readonly seconds: number;
}

const longest = 3600;

/**
 * What `sweep.retries` says, also where an experiment has no such section: then nothing is started again.
 * @param limit that of the command line, which comes first
 */
export function retriesOf(section: SweepSection | undefined, limit: number | undefined): Retries {
  const { limit: written, wait } = section?.retries ?? { limit: 0, wait: '30s' };
  return { limit: limit ?? written, seconds: durationInSeconds(wait) };
}

/** Seconds before a point that failed is started again; undefined if it isn't. @param failures so far, from 1 */
export function secondsBefore(failures: number, { limit, seconds }: Retries): number | undefined {
  return failures > limit ? undefined : Math.min(longest, seconds * 2 ** (failures - 1));
}
