import { relative } from 'node:path';
import { renderProblems } from '../../core/errors/index.ts';
import type { Project } from '../../launch/project.ts';
import type { Launch } from '../../launch/queue.ts';
import type { ListedRun } from '../../runs/list.ts';
import { pathFrom } from '../path-from.ts';
import { said } from './launches.ts';
import { usualColumns } from './run-table.ts';
import { markdownTable } from './table.ts';

/** The most runs of the leaderboard: a comment is read on a screen. */
const mostRuns = 20;

export interface LaunchMarkdownOptions {
  readonly project: Project;
  /** Nothing has run: what waits would be launched. */
  readonly dryRun: boolean;
  /** The folder of the runs, absolute. */
  readonly runsDirectory: string;
  /** All runs in it, the best by validation first. */
  readonly runs: readonly ListedRun[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What launches did, as the comment on a pull request: each experiment with its state, what is wrong with it, and the
 * leaderboard of the runs, ranked by validation.
 */
export function launchesMarkdown(
  launches: readonly Omit<Launch, 'id'>[],
  { project, dryRun, runsDirectory, runs, now }: LaunchMarkdownOptions,
): string {
  if (launches.length === 0) return '### Experiments\n\nNo experiment was added or changed.';
  const experiments = markdownTable({
    columns: [
      { title: 'experiment', value: ({ file }) => (file === undefined ? 'the commit' : `\`${file}\``) },
      { title: 'state', value: ({ state }) => (dryRun && state === 'waiting' ? 'would be launched' : said[state]) },
      { title: 'run', value: ({ run }) => (run === undefined ? '' : `\`${pathFrom(project.directory, run)}\``) },
    ],
    rows: launches,
  });
  const places = new Set(launches.flatMap(({ run }) => (run === undefined ? [] : [relative(runsDirectory, run)])));
  const own = runs.filter(({ path, sweep }) => places.has(path) || (sweep !== undefined && places.has(sweep)));
  const parts = [
    '### Experiments',
    experiments,
    ...launches.flatMap(({ problems }) =>
      problems ? [`\`\`\`\n${renderProblems(problems, { color: false }).trimEnd()}\n\`\`\``] : [],
    ),
    ...launches.flatMap(({ unseen = [] }) =>
      unseen.map((path) => `\`${path}\` is neither committed nor ignored by git, so a launched run doesn't see it.`),
    ),
  ];
  if (dryRun || own.length === 0) return parts.join('\n\n');
  const rows = own.slice(0, mostRuns).map((run) => ({ run, values: new Map<string, undefined>() }));
  const left = own.length - rows.length;
  return [
    ...parts,
    '### Leaderboard',
    'By the best validation; the test has no part in the order.',
    markdownTable({ columns: usualColumns(own, now), rows }),
    ...(left > 0 ? [`and ${left} more`] : []),
  ].join('\n\n');
}
