import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { processorTime } from './processor-time.ts';

export interface StartTimes {
  readonly name: string;
  /** Least wall time and processor time, of all threads. */
  readonly ms: number;
  readonly cpuMs: number;
  /** How many times as long as `node -e 0` it takes. */
  readonly ratio: number;
  readonly cpuRatio: number;
}

interface Times {
  readonly ms: number;
  readonly cpuMs: number;
}

const program = 'dist/src/cli/tessera.js';
const experiment = 'experiments/quickstart.yaml';

/** Starts each command some times, in turns. The first is `node -e 0`. */
export async function measureStarts(rounds: number): Promise<StartTimes[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
  const commands: readonly [name: string, measure: (round: number) => Promise<Times>][] = [
    ['node -e 0', () => toItsEnd(['-e', '0'])],
    ['tessera --version', () => toItsEnd([program, '--version'])],
    [`tessera validate ${experiment}`, () => toItsEnd([program, 'validate', experiment])],
    [`tessera run ${experiment}, to the first step`, (round) => toFirstStep(join(folder, String(round)))],
  ];
  const times = commands.map((): Times[] => []);
  try {
    for (let round = 0; round < rounds; round++)
      for (const [index, [, measure]] of commands.entries()) times[index]!.push(await measure(round));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const least = times.map((all) => ({
    ms: Math.min(...all.map(({ ms }) => ms)),
    cpuMs: Math.min(...all.map(({ cpuMs }) => cpuMs)),
  }));
  const [node] = least;
  return commands.map(([name], index) => {
    const { ms, cpuMs } = least[index]!;
    return { name, ms, cpuMs, ratio: ms / node!.ms, cpuRatio: cpuMs / node!.cpuMs };
  });
}

/** Many times, since the system counts processor time of processes that have ended in hundredths of seconds. */
async function toItsEnd(args: readonly string[]): Promise<Times> {
  const repeats = 5;
  const [start, before] = [performance.now(), processorTime('children')];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    await new Promise<void>((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${args.join(' ')} ended with ${code}`))));
    });
  }
  return {
    ms: (performance.now() - start) / repeats,
    cpuMs: (processorTime('children') - before) / repeats,
  };
}

/** From the command to the first line of `metrics.jsonl`, which the first step writes. Then the run is killed. */
async function toFirstStep(runs: string): Promise<Times> {
  const start = performance.now();
  const args = [program, 'run', experiment, '--runs', runs];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    while (!(await hasLogged(runs))) {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
      await wait(5);
    }
    return { ms: performance.now() - start, cpuMs: processorTime(child.pid!) };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

async function hasLogged(runs: string): Promise<boolean> {
  const found = await readdir(runs).catch(() => []);
  return found.some((name) => {
    const file = join(runs, name, 'metrics.jsonl');
    return existsSync(file) && readFileSync(file, 'utf8').includes('\n');
  });
}
