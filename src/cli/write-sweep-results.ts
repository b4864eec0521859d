import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isAbsent } from '../core/exists.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import { labelOf } from '../sweep/names.ts';
import { sweepPaths } from '../sweep/sweep-paths.ts';
import { bestFile, bestPoint, sweepCsv, sweepTable } from '../sweep/results.ts';
import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import type { CliContext } from './context.ts';
import { pathFrom } from './path-from.ts';
import { sweepResultsMarkdown } from './report/sweep-results.ts';

/** What a sweep's folder got. */
export interface SweepFiles {
  readonly csv: string;
  readonly markdown: string;
  /** The folder of the best point's run, and the experiment that `tessera run` repeats it by. */
  readonly best?: { readonly run: string; readonly experiment: string };
}

/**
 * Writes the results of a sweep into its folder: `sweep.csv`, `sweep.md`, and `best.yaml`, the experiment of the best
 * point.
 * @param path the sweep's folder
 */
export async function writeSweepResults(path: string, points: readonly LedgerPoint[]): Promise<SweepFiles> {
  const table = sweepTable(points);
  const [csv, markdown, experiment] = ['sweep.csv', 'sweep.md', bestFile].map((name) => join(path, name)) as [
    string,
    string,
    string,
  ];
  const best = bestPoint(table);
  const yaml = best && (await textOf(join(path, 'points', `${best.id}.yaml`)));
  if (best && yaml !== undefined) await writeFileAtomic(experiment, `${headerOf(best)}${yaml}`);
  else await rm(experiment, { force: true });
  await writeFileAtomic(csv, sweepCsv(table));
  const end = best ? `\n\nThe best run is \`${best.name}\`; \`${bestFile}\` is its experiment.` : '';
  await writeFileAtomic(markdown, `# ${basename(path)}\n\n${sweepResultsMarkdown(points)}${end}\n`);
  return {
    csv,
    markdown,
    ...(best && yaml !== undefined && { best: { run: sweepPaths(path).runPath(best), experiment } }),
  };
}

/** Tells where the results are, and what else there is to see. */
export function tellSweepFiles(
  path: string,
  { csv, markdown, best }: SweepFiles,
  { out, workingDirectory }: Pick<CliContext, 'out' | 'workingDirectory'>,
): void {
  const place = (file: string) => pathFrom(workingDirectory, file);
  if (best) {
    out(`  best run:    ${place(best.run)}`);
    out(`  it alone:    tessera run ${place(best.experiment)}`);
  }
  out(`  as a table:  ${place(csv)}, ${place(markdown)}`);
  out(`  logs:        ${place(join(path, 'logs'))}`);
  out(`  curves:      tessera board ${place(path)}`);
}

function headerOf(point: LedgerPoint): string {
  const { validation } = point;
  const value = validation ? `, best ${nameInSplit('val', validation.metric)} ${validation.value.toFixed(4)}` : '';
  return (
    `# The best point of its sweep: ${labelOf(point) || point.id}${value}.\n# It is run alone, from where the ` +
    'sweep was started, by tessera run and the name of this file.\n'
  );
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
}
