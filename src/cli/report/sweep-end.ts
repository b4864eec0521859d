import type { LedgerPoint } from '../../sweep/ledger.ts';
import type { CliContext } from '../context.ts';
import { tellSweepFiles, type SweepFiles } from '../write-sweep-results.ts';
import { sweepResultsTable } from './sweep-results.ts';

const mostErrors = 20;

/** Prints how a sweep ended, wherever it ran: its table, why points failed, where the results are. */
export function tellSweepEnd(
  path: string,
  points: readonly LedgerPoint[],
  files: SweepFiles,
  note: string | undefined,
  context: CliContext,
): void {
  context.out(sweepResultsTable(points, context.columns()));
  context.out('');
  const failed = points.filter(({ error }) => error !== undefined);
  for (const { id, error, code } of failed.slice(0, mostErrors))
    context.out(`${id}: ${error}${code === undefined ? '' : ` (${code})`}`);
  if (failed.length > mostErrors) context.out(`and ${failed.length - mostErrors} more that failed`);
  if (note !== undefined) context.out(note);
  tellSweepFiles(path, files, context);
}
