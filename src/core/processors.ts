import { availableParallelism } from 'node:os';
import { cpuQuota } from './cpu-quota.ts';

export interface Processors {
  /** How many threads can compute at a time, at least 1. */
  readonly count: number;
  /** What sets the number, for people. */
  readonly from: string;
}

/**
 * The processors that this process may use: those of the machine, or fewer where its container or service has a quota.
 * Node.js 20 doesn't look at quotas, and threads beyond them wait for each other. Part of a processor counts only where
 * there is no whole one, as in later versions of Node.js.
 * @param root of the file system, for tests
 */
export function availableProcessors(root = '/'): Processors {
  const machine = availableParallelism();
  const quota = cpuQuota(root);
  if (!quota || Math.floor(quota.processors) >= machine)
    return { count: machine, from: 'the processors of this machine' };
  const amount = Number(quota.processors.toFixed(2));
  return {
    count: Math.max(1, Math.floor(quota.processors)),
    from: `a CPU quota of ${amount} of ${machine} processors, from ${quota.file}`,
  };
}
