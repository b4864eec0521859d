import type { RunSummary } from '../../runs/list.ts';
import type { CliContext } from '../context.ts';

/** Warns of the runs that can't be read, each with the reason. */
export function warnOfUnreadable(runs: readonly RunSummary[], context: Pick<CliContext, 'err'>): void {
  for (const { path, status, error } of runs)
    if (status === 'unreadable') context.err(`warning: ${path} can't be read: ${error}`);
}
