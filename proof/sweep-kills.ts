import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { createRandom } from '../src/core/random.ts';
import { runsIn } from '../test/helpers/folders.ts';
import { quickRun } from '../test/helpers/quick-run.ts';
import type { Part } from './part.ts';

/**
 * A sweep of 60 points is killed 20 times at random moments, and a search of 20 points, on which two processes work, 10
 * times: nothing is lost, nothing doubled, no process left.
 */
export const sweepKills: Part = {
  name: 'sweep-kills',
  title: 'Sweeps that are killed',
  run: async (root, log) => {
    const program = [process.execPath, join(root, 'dist/src/cli/tessera.js')];
    const rounds = [];
    for (const [title, round] of Object.entries(kinds)) {
      const { kills, starts, problems } = await killSweep({ ...round, program, seed: 1, log });
      const end =
        problems.length === 0 ? 'Every point ran once to its end, and no process was left.' : problems.join('; ');
      rounds.push({ problems, text: `${title}, ${kills} times \`kill -9\`; ${starts} starts. ${end}` });
    }
    return {
      passed: rounds.every(({ problems }) => problems.length === 0),
      text:
        'What is killed is a process that runs the sweep, those that train its points, or ' +
        `both.\n\n${rounds.map(({ text }) => `- ${text}`).join('\n')}`,
    };
  },
};

const kinds: Readonly<Record<string, Omit<KillOptions, 'program' | 'seed'>>> = {
  'A sweep of 60 points, two at a time': {
    sweep: 'sweep: {seeds: 60}',
    points: 60,
    kills: 20,
    processes: 1,
    jobs: 2,
    between: [1500, 6000],
  },
  'A search of 20 points, by two processes at a time': {
    sweep: 'sweep: {search: tpe, trials: 20, over: [optimizer.lr, optimizer.weight_decay]}',
    points: 20,
    kills: 10,
    processes: 2,
    jobs: 1,
    between: [800, 3000],
  },
};

export interface KillOptions {
  /** The command line of `tessera`. */
  readonly program: readonly string[];
  /** The section of the experiment. */
  readonly sweep: string;
  readonly points: number;
  readonly kills: number;
  /** How many work on it at a time, each with `jobs` points. */
  readonly processes: number;
  readonly jobs: number;
  /** Milliseconds from one kill to the next, at least and at most. */
  readonly between: readonly [number, number];
  readonly seed: number;
  readonly log?: (line: string) => void;
}

/** Kills a sweep, and finishes it. @returns what was lost, doubled or left, in words */
export async function killSweep(options: KillOptions) {
  const { program, sweep, points, kills, processes, jobs, between, seed, log = () => undefined } = options;
  const folder = await mkdtemp(join(tmpdir(), 'tessera-kills-'));
  const runs = join(folder, 'runs');
  await writeFile(join(folder, 'killed.yaml'), quickRun('killed', 'epochs: 2', 'engine: {threads: 1}', sweep));
  const [command, ...first] = program;
  let starts = 0;
  const start = () => {
    starts++;
    const args = [...first, 'sweep', 'killed.yaml', '--jobs', String(jobs)];
    return execa(command!, args, { cwd: folder, reject: false, detached: true });
  };
  const random = createRandom(seed, 'sweep-kills');
  const all = Array.from({ length: processes }, start);
  const changedProposals = watchProposals(runs);
  for (let kill = 0; kill < kills; kill++) {
    await sleep(random.between(...between));
    const victim = random.integer(0, processes);
    const whom = ['sweep', 'points', 'all'][random.integer(0, 3)]!;
    const { pid } = all[victim]!;
    const children = await childrenOf(pid!);
    if (whom !== 'sweep') children.forEach(killNow);
    // What is left of it goes on beside the next start.
    if (whom === 'points') await sleep(random.between(0, 2000));
    killNow(pid!);
    await all[victim];
    await changedProposals();
    const done = (await resultsIn(runs)).length;
    log(`kill ${kill + 1} of ${kills}: ${whom} of process ${victim + 1}, ${done} of ${points} points complete`);
    all[victim] = start();
  }
  const ends = await Promise.all(all);
  for (let { exitCode } = ends[0]!; exitCode !== 0 && starts < kills + processes + 10;) ({ exitCode } = await start());
  const problems = [...(await wrongIn(runs, points)), ...(await changedProposals()), ...(await leftOver(folder))];
  if (problems.length === 0) await rm(folder, { recursive: true });
  else log(`kept: ${folder}`);
  return { kills, starts, problems };
}

/**
 * Watches the proposals of a search, none of which may change once it is there.
 * @returns a function that looks, and says which have
 */
function watchProposals(runs: string): () => Promise<readonly string[]> {
  const seen = new Map<string, string>();
  const changed = new Set<string>();
  return async () => {
    for (const sweep of await runsIn(runs)) {
      const folder = join(runs, sweep, 'trials');
      const names = await readdir(folder).catch(() => []);
      for (const name of names.filter((each) => each.endsWith('.json'))) {
        const text = await readFile(join(folder, name), 'utf8');
        if ((seen.get(name) ?? text) !== text) changed.add(`proposal ${name} has changed`);
        seen.set(name, text);
      }
    }
    return [...changed];
  };
}

async function wrongIn(runs: string, points: number): Promise<string[]> {
  const sweeps = await runsIn(runs);
  const ids = await resultsIn(runs);
  const names = await readdir(join(runs, sweeps[0] ?? ''));
  const ledger = JSON.parse(await readFile(join(runs, sweeps[0]!, 'sweep.json'), 'utf8')) as Ledger;
  const open = ledger.points.filter(({ state }) => state !== 'completed');
  return [
    ...(sweeps.length === 1 ? [] : [`${sweeps.length} sweeps`]),
    ...(new Set(ids).size === points && ids.length === points ? [] : [`${ids.length} results for ${points} points`]),
    ...(names.includes('aside') ? ['a run was moved aside'] : []),
    ...(open.length === 0 && ledger.points.length === points
      ? []
      : [`${open.length} of ${ledger.points.length} points are not complete`]),
  ];
}

interface Ledger {
  readonly points: readonly { readonly state: string }[];
}

/** The ids of the runs that have a result. */
async function resultsIn(runs: string): Promise<string[]> {
  const [sweep] = await runsIn(runs);
  if (sweep === undefined) return [];
  const names = await readdir(join(runs, sweep));
  const results = await Promise.all(
    names.map((name) => readFile(join(runs, sweep, name, 'result.json'), 'utf8').catch(() => undefined)),
  );
  return results.flatMap((text) => (text === undefined ? [] : [(JSON.parse(text) as { id: string }).id]));
}

/** Processes that work in the folder. Those of a killed sweep have ended long ago. */
async function leftOver(folder: string): Promise<string[]> {
  const { stdout } = await execa('ps', ['-eo', 'pid='], { reject: false });
  const pids = stdout.split('\n').map(Number).filter(Boolean);
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return places.filter((place) => place === folder).map(() => 'a process was left');
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await execa('ps', ['-o', 'pid=', '--ppid', String(pid)], { reject: false });
  return stdout.split('\n').map(Number).filter(Boolean);
}

/** One that has ended gets no signal. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
