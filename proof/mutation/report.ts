import { isSame, staleEquivalents, type Equivalent } from './equivalent.ts';
import { renderMutant, type MutantResult, type Outcome } from './mutant.ts';
import type { MutationRun } from './mutate.ts';

export interface MutationSummary {
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Part of the valid mutants that a test noticed, by a failure or by not ending. From 0 to 1. */
  readonly score: number;
  readonly unexplained: readonly MutantResult[];
  readonly explained: ReadonlyArray<MutantResult & { readonly reason: string }>;
  readonly stale: readonly Equivalent[];
}

export function summarize({ results, invalid, candidates }: MutationRun, equivalents: readonly Equivalent[]) {
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  const survivors = results
    .filter(({ outcome }) => outcome === 'survived')
    .map((result) => ({ ...result, reason: equivalents.find((entry) => isSame(entry, result.mutant))?.reason }));
  const noticed = count('killed') + count('timed out');
  const mutated = new Set(candidates.map(({ file }) => file));
  return {
    counts: {
      killed: count('killed'),
      'timed out': count('timed out'),
      survived: survivors.length,
      invalid,
    },
    score: results.length === 0 ? 0 : noticed / results.length,
    unexplained: survivors.filter(({ reason }) => reason === undefined),
    explained: survivors.flatMap(({ reason, ...result }) => (reason === undefined ? [] : [{ ...result, reason }])),
    stale: staleEquivalents(
      equivalents.filter(({ file }) => mutated.has(file)),
      candidates,
    ),
  } satisfies MutationSummary;
}

/** One line with the figures. */
export function headline({ counts, score, explained }: MutationSummary): string {
  const { killed, 'timed out': timedOut, survived, invalid } = counts;
  const percent = (score * 100).toFixed(1);
  return (
    `${killed + timedOut + survived} mutants: ${killed} killed, ${timedOut} timed out, ${survived} survived ` +
    `(${explained.length} of them with a reason): ${percent} % noticed. ${invalid} more are refused by the ` +
    'type checker.'
  );
}

/** The figures by folder, and each survivor as a diff. Markdown. */
export function mutationReport(run: MutationRun, summary: MutationSummary): string {
  const diff = (result: MutantResult) => ['```diff', renderMutant(result.mutant), '```'].join('\n');
  return [
    headline(summary),
    tableOf(run.results),
    ...section('Survivors without a reason', summary.unexplained.map(diff)),
    ...section(
      'Survivors that do not matter',
      summary.explained.map((result) => `${diff(result)}\n\n${result.reason}`),
    ),
    ...section(
      'Reasons whose code has changed',
      summary.stale.map(({ file, within, from }) => `- \`${file}\` in \`${within}\`: \`${from}\``),
    ),
    ...section(
      'Tests that fail without a mutation, and were left out',
      run.broken.map(({ test, failure }) => `- \`${test}\`: ${failure}`),
    ),
  ].join('\n\n');
}

function section(title: string, items: readonly string[]): string[] {
  return items.length > 0 ? [`### ${title}`, ...items] : [];
}

function tableOf(results: readonly MutantResult[]): string {
  const folders = new Map<string, MutantResult[]>();
  for (const result of results) {
    const folder = result.mutant.file.split('/').slice(0, -1).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), result]);
  }
  const rows = [...folders].map(([folder, all]) => {
    const survived = all.filter(({ outcome }) => outcome === 'survived').length;
    return `| \`${folder}\` | ${all.length} | ${survived} | ${(100 * (1 - survived / all.length)).toFixed(0)} % |`;
  });
  return ['| folder | mutants | survived | noticed |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
