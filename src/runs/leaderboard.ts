import { open, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { exists, isAbsent } from '../core/exists.ts';
import { waitForLease } from '../core/lease/index.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { writeFailed } from '../core/write-failed.ts';
import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import { describeValue } from './describe-value.ts';
import { figureList, runFigures } from './figures.ts';
import { shownState } from './pruned.ts';
import type { RunRecord } from './record.ts';
import type { RunResult } from './result.ts';
import { sweptOf } from './swept.ts';

/** Lies in the folder of runs: a line for each time that a run came to its end. */
export const leaderboardFile = 'leaderboard.tsv';

/** New columns are added at the end only, since scripts read lines of other versions. */
const columns = [
  'time',
  'id',
  'name',
  'status',
  'commit',
  'metric',
  'value',
  'step',
  'test',
  'seconds',
  'run',
  'description',
  'error',
] as const;

/** A line. What isn't known is empty. */
export type LeaderboardLine = Readonly<Record<(typeof columns)[number], string>>;

export interface EndedRun {
  readonly path: string;
  /** As the run's `run.json` has it at the end. */
  readonly record: RunRecord;
  readonly result?: RunResult | undefined;
  /** What the experiment says of itself. */
  readonly description?: string | undefined;
}

/**
 * Adds the line of a run that is complete or has failed. A line is written whole, also if several runs of several
 * machines end at the same moment: a lease beside the file is held meanwhile.
 * @throws TesseraError `run-failed` if it can't be written
 */
export async function appendToLeaderboard(run: EndedRun): Promise<void> {
  const sweep = (await exists(join(dirname(run.path), 'sweep.json'))) ? dirname(run.path) : undefined;
  const folder = dirname(sweep ?? run.path);
  const swept = sweep === undefined ? undefined : await sweptOf(run.path);
  const line = rowOf(columns.map((column) => leaderboardLine(run, folder, swept)[column]));
  const file = join(folder, leaderboardFile);
  const lease = await waitForLease(join(folder, '.leaderboard.lease'), { isBrief: true });
  try {
    const end = await endOf(file);
    if (end === undefined) await writeFileAtomic(file, rowOf(columns));
    // A line that a full disk cut short must not take this one along.
    await append(file, end === undefined || end === '\n' ? line : `\n${line}`);
  } finally {
    await lease.release();
  }
}

/**
 * @param folder of the runs
 * @param swept what a sweep sets for the run
 */
export function leaderboardLine(
  { path, record, result, description }: EndedRun,
  folder: string,
  swept?: Readonly<Record<string, unknown>>,
): LeaderboardLine {
  const { validation, test } = runFigures(record, result);
  const git = record.attempts.at(-1)?.git;
  const tested = test && figureList(test).find(({ name }) => name === validation?.metric);
  const sets = Object.entries(swept ?? {}).map(([key, value]) => `${key}=${describeValue(value)}`);
  return {
    time: record.endedAt ?? '',
    id: record.id,
    name: record.name,
    status: shownState({ state: record.status, pruned: record.pruned }),
    commit: git ? `${git.commit.slice(0, 12)}${git.dirty ? '+' : ''}` : '',
    metric: validation ? nameInSplit('val', validation.metric) : '',
    value: validation ? String(validation.value) : '',
    step: validation ? String(validation.step) : '',
    test: tested ? String(tested.value) : '',
    seconds: record.seconds.toFixed(1),
    run: relative(folder, path).split(sep).join('/'),
    description: swept ? sets.join(', ') : (description ?? ''),
    error: record.error ?? '',
  };
}

/** The lines of a folder's leaderboard, oldest first; empty if there is none. */
export async function readLeaderboard(folder: string): Promise<LeaderboardLine[]> {
  const text = await readFile(join(folder, leaderboardFile), 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return '';
    throw error;
  });
  const [header = [], ...rows] = text.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
  return rows.map((cells) => {
    const known = new Map(header.map((column, index) => [column, cells[index] ?? '']));
    return Object.fromEntries(columns.map((column) => [column, known.get(column) ?? ''])) as LeaderboardLine;
  });
}

/** Texts can't end a cell or a line. */
function rowOf(cells: readonly string[]): string {
  return `${cells.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()).join('\t')}\n`;
}

/** The last character; undefined if the file isn't there or is empty. */
async function endOf(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    if (size === 0) return undefined;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString('latin1');
  } finally {
    await handle.close();
  }
}

async function append(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a');
  try {
    await handle.appendFile(text);
    await handle.sync();
  } catch (error) {
    throw writeFailed(file, error, text.length);
  } finally {
    await handle.close();
  }
}
