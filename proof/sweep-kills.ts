import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { createRandom } from '../src/core/random.ts';
import type { Part } from './part.ts';
import { runsIn } from '../test/helpers/folders.ts';

/** A sweep of 60 points is killed 20 times, at random moments: nothing is lost, nothing doubled, no process left. */
export const sweepKills: Part = {
  name: 'sweep-kills',
  title: 'Sweeps that are killed',
  run: async (root, log) => {
    const program = [process.execPath, join(root, 'dist/src/cli/tessera.js')];
    const { kills, starts, problems } = await killSweep({ program, points: 60, kills: 20, seed: 1, log });
    return {
      passed: problems.length === 0,
      text: `A sweep of 60 points, two at a time, ${kills} times \`kill -9\` of it, of its processes, or of both; ${starts} starts. ${problems.length === 0 ? 'Every point ran once to its end, and no process was left.' : problems.join('; ')}`,
    };
  },
};

export interface KillOptions {
  /** The command line of `tessera`. */
  readonly program: readonly string[];
  readonly points: number;
  readonly kills: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

const experiment = (points: number) => `name: killed
dataset: {type: shapes, image_size: 32, train: 16, val: 4, test: 4}
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 2, batch_size: 4}
engine: {threads: 1}
loader: {workers: 0}
sweep: {seeds: ${points}}
`;

/** Kills a sweep, and finishes it. @returns what was lost, doubled or left, in words */
export async function killSweep({ program, points, kills, seed, log = () => undefined }: KillOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-kills-'));
  await writeFile(join(folder, 'killed.yaml'), experiment(points));
  const [command, ...first] = program;
  const args = [...first, 'sweep', 'killed.yaml', '--jobs', '2'];
  const random = createRandom(seed, 'sweep-kills');
  let starts = 0;
  for (let kill = 0; kill < kills; kill++) {
    starts++;
    const sweep = execa(command!, args, { cwd: folder, reject: false, detached: true });
    await sleep(random.between(1500, 6000));
    const children = await childrenOf(sweep.pid!);
    const whom = ['sweep', 'points', 'all'][random.integer(0, 3)]!;
    if (whom !== 'sweep') children.forEach(killNow);
    if (whom !== 'points') killNow(sweep.pid!);
    log(`kill ${kill + 1} of ${kills}: ${whom}`);
    // What is left of it goes on beside the next start.
    if (whom === 'points') await sleep(random.between(0, 2000)).then(() => killNow(sweep.pid!));
    await sweep;
  }
  for (let exitCode: number | undefined; exitCode !== 0 && starts < kills + 10; starts++)
    exitCode = (await execa(command!, args, { cwd: folder, reject: false })).exitCode;
  const problems = [...(await wrongIn(join(folder, 'runs'), points)), ...(await leftOver(folder))];
  if (problems.length === 0) await rm(folder, { recursive: true });
  return { kills, starts, problems };
}

async function wrongIn(runs: string, points: number): Promise<string[]> {
  const sweeps = await runsIn(runs);
  const names = await readdir(join(runs, sweeps[0] ?? ''));
  const results = await Promise.all(
    names.map((name) => readFile(join(runs, sweeps[0]!, name, 'result.json'), 'utf8').catch(() => undefined)),
  );
  const ids = results.flatMap((text) => (text === undefined ? [] : [(JSON.parse(text) as { id: string }).id]));
  const ledger = JSON.parse(await readFile(join(runs, sweeps[0]!, 'sweep.json'), 'utf8')) as Ledger;
  const open = ledger.points.filter(({ state }) => state !== 'completed');
  return [
    ...(sweeps.length === 1 ? [] : [`${sweeps.length} sweeps`]),
    ...(new Set(ids).size === points && ids.length === points ? [] : [`${ids.length} results for ${points} points`]),
    ...(names.includes('aside') ? ['a run was moved aside'] : []),
    ...(open.length === 0 && ledger.points.length === points ? [] : [`${open.length} points are not complete`]),
  ];
}

interface Ledger {
  readonly points: readonly { readonly state: string }[];
}

/** Processes that work in the folder. Those of a killed sweep have ended long ago. */
async function leftOver(folder: string): Promise<string[]> {
  const { stdout } = await execa('ps', ['-eo', 'pid=,args='], { reject: false });
  const pids = stdout
    .split('\n')
    .flatMap((line) => (line.includes('point-worker') ? [line.trim().split(' ')[0]!] : []));
  const places = await Promise.all(pids.map((pid) => execa('readlink', [`/proc/${pid}/cwd`], { reject: false })));
  return places.filter(({ stdout: place }) => place === folder).map(() => 'a process was left');
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
