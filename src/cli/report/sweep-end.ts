import type { LedgerPoint } from '../../sweep/ledger.ts';
import type { CliContext } from '../context.ts';
import { tellSweepFiles, type SweepFiles } from '../write-sweep-results.ts';
import { sweepResultsTable } from './sweep-results.ts';

/** So many errors a terminal gets. */
const mostErrors = 20;

/** Prints how a sweep ended, wherever it ran: its table, why points failed, where the results are. */
export function tellSweepEnd(
  path: string,
  points: readonly LedgerPoint[],
  files: SweepFiles,
  note: string | undefined,
  context: CliContext,
): void {
  const width = context.columns();
  context.out(sweepResultsTable(points, width));
  context.out('');
  const failed = points.filter(({ error }) => error !== undefined);
  const told = width === undefined ? failed : failed.slice(0, mostErrors);
  for (const { id, error, code } of told) context.out(`${id}: ${error}${code === undefined ? '' : ` (${code})`}`);
  if (failed.length > told.length) context.out(`and ${failed.length - told.length} more that failed`);
  if (note !== undefined) context.out(note);
  tellSweepFiles(path, files, context);
}
