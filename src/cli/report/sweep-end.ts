import type { LedgerPoint } from '../../sweep/ledger.ts';
import type { CliContext } from '../context.ts';
import { tellSweepFiles, type SweepFiles } from '../write-sweep-results.ts';
import { sweepResultsTable } from './sweep-results.ts';

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
  for (const { id, error, code } of points)
    if (error !== undefined) context.out(`${id}: ${error}${code === undefined ? '' : ` (${code})`}`);
  if (note !== undefined) context.out(note);
  tellSweepFiles(path, files, context);
}
