import { mkdtemp, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSummaryWriter } from 'tensorboard-ts-writer';
import { leftOutOfId } from '../config/left-out.ts';
import { makeFolder } from '../core/make-folder.ts';
import { mapLimited } from '../core/map-limited.ts';
import { seedsLayout } from '../log/layout.ts';
import { readCurves } from '../runs/curves.ts';
import { describeValue } from '../runs/describe-value.ts';
import { runDirectory } from '../runs/directory.ts';
import { groupBySeed, seedKey, type SeedGroup } from '../runs/seed-groups.ts';
import type { BoardRun } from './board-run.ts';
import { boardColumns, type BoardRow } from './columns.ts';
import { writeSeeds, type SeedMember } from './seeds.ts';
import { boardSession, type BoardSession } from './session.ts';

/**
 * A folder that TensorBoard serves: links to the runs, and what it shows beside them. Nothing is written into the runs.
 */
export interface BoardFolder {
  readonly path: string;
  /**
   * Shows these runs. Those that are new get a link, those that are no longer among them lose theirs. Returns how many
   * runs TensorBoard has in all.
   */
  show(runs: readonly BoardRun[]): Promise<number>;
  remove(): Promise<void>;
}

/**
 * With more runs than these, TensorBoard 2.21 chooses none by itself: the Scalars view and its kind
 * (`maxNamesToEnableByDefault`), and Time Series.
 */
export const runLimits = { scalars: 40, timeSeries: 500 } as const;

/** @param splits shows only these of runs that have a folder for each split */
export async function makeBoardFolder(splits: readonly string[]): Promise<BoardFolder> {
  const path = await mkdtemp(join(tmpdir(), 'tessera-board-'));
  const links = new Set<string>();
  const written = new Map<string, string>();
  let hasColumns = false;

  return {
    path,
    async show(runs) {
      const seen = await mapLimited(runs, atOnce, async (run) => ({ run, session: await boardSession(run.directory) }));
      const wanted = new Map(seen.flatMap(({ run, session }) => linksOf(run, session, splits)));
      for (const link of [...links].filter((each) => !wanted.has(each))) await rm(join(path, link), { force: true });
      for (const [link, target] of wanted) await makeLink(join(path, link), target);
      links.clear();
      for (const link of wanted.keys()) links.add(link);

      const begun = seen.filter(({ session }) => session.hyperParameters);
      const shown = wanted.size + (begun.length > 0 ? 1 : 0);
      const groups = withinLimit(await groupsOf(runs), shown);
      // A group is written again where its runs, or how far they are, have changed.
      for (const { name, runs: members } of groups) {
        const state = JSON.stringify(members.map(({ directory, step, status }) => [directory, step, status]));
        if (written.get(name) === state) continue;
        written.set(name, state);
        await writeSeeds(join(path, name), await membersOf(members, seen));
      }
      if (!hasColumns && begun.length > 0) {
        hasColumns = true;
        await writeColumns(join(path, '_board'), begun.map(rowOf), groups.length > 0);
      }
      return shown + groups.length;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** The most runs that are looked at, at a time. */
const atOnce = 32;

/** Groups are left out where TensorBoard would show no curve because of them. */
function withinLimit(groups: readonly NamedGroup[], shown: number): readonly NamedGroup[] {
  return shown <= runLimits.timeSeries && shown + groups.length > runLimits.timeSeries ? [] : groups;
}

interface Seen {
  readonly run: BoardRun;
  readonly session: BoardSession;
}

function linksOf(
  { path, directory }: BoardRun,
  session: BoardSession,
  splits: readonly string[],
): [link: string, target: string][] {
  const own = session.splits.filter((split) => splits.includes(split));
  if (own.length === 0) return [[path, directory]];
  return own.map((split) => [join(path, split), join(directory, split)]);
}

async function makeLink(link: string, target: string): Promise<void> {
  if ((await readlink(link).catch(() => undefined)) !== undefined) return;
  await makeFolder(dirname(link));
  // On Windows, other links need a privilege.
  await symlink(target, link, 'junction');
}

async function writeColumns(directory: string, rows: readonly BoardRow[], hasSeeds: boolean): Promise<void> {
  const writer = openSummaryWriter(directory);
  writer.experiment(boardColumns(rows, { hasSeeds }));
  if (hasSeeds)
    writer.layout(seedsLayout([...new Set(rows.flatMap(({ figures }) => figures.map((figure) => `val/${figure}`)))]));
  await writer.close();
}

function rowOf({ run, session }: Seen): BoardRow {
  return {
    hyperParameters: session.hyperParameters ?? {},
    swept: Object.keys(run.swept ?? {}),
    figures: figuresOf(run),
    isPruned: run.status === 'pruned',
    bySplit: session.splits.length > 0,
  };
}

/** In the experiment's order, with what decides first. */
function figuresOf({ validation, val = {} }: BoardRun): string[] {
  const names = Object.keys(val);
  return [...new Set([...(validation && names.length === 0 ? [validation.metric] : []), ...names])];
}

interface NamedGroup extends SeedGroup<BoardRun> {
  readonly name: string;
}

/** Groups of two runs or more that have been validated. */
async function groupsOf(runs: readonly BoardRun[]): Promise<NamedGroup[]> {
  const validated = runs.filter(({ validation }) => validation);
  const leftOut = leftOutOfId.map(({ path }) => path);
  const keyed = await mapLimited(validated, atOnce, async (run) => ({
    run,
    key: seedKey(await run.config(), leftOut),
  }));
  const groups = groupBySeed(keyed, ({ key }) => key).filter((group) => group.runs.length > 1);
  const names = new Set<string>();
  return groups.map(({ key, runs: members }) => {
    const name = ownName(nameOf(members.map(({ run }) => run)), names);
    names.add(name);
    return { key, runs: members.map(({ run }) => run), name };
  });
}

/** `sweep/loss=focal, mean of 3 seeds` */
function nameOf(runs: readonly BoardRun[]): string {
  const { name, path, swept = {} } = runs[0]!;
  const values = Object.entries(swept).filter(([key]) => key !== 'seed');
  const what = values.map(([key, value]) => `${key}=${describeValue(value)}`).join(',') || name;
  return join(dirname(path), `${what.replaceAll(/[/\\]/g, '_').slice(0, longestName)}, mean of ${runs.length} seeds`);
}

const longestName = 120;

function ownName(name: string, taken: ReadonlySet<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number++) own = `${name} (${number})`;
  return own;
}

async function membersOf(runs: readonly BoardRun[], seen: readonly Seen[]): Promise<SeedMember[]> {
  return mapLimited(runs, atOnce, async ({ directory, validation, val }) => ({
    curves: await readCurves(runDirectory(directory)),
    hyperParameters: seen.find(({ run }) => run.directory === directory)?.session.hyperParameters ?? {},
    best: val ?? { [validation!.metric]: validation!.value },
    step: validation!.step,
  }));
}
