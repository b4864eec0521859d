import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { runNamed } from '../test/helpers/folders.ts';
import { quickRun } from '../test/helpers/quick-run.ts';
import { sshdPath, startHosts, type FakeHosts } from '../test/helpers/sshd.ts';
import { startChecks, type Checks } from './checks.ts';
import type { Part } from './part.ts';

/**
 * A sweep on two servers on loopback, each of which sees its own processes only, as another machine does: its hosts
 * keep their number of points, one is cut off and comes back, one is killed, and the sweep is cancelled and goes on.
 */
export const sshPart: Part = {
  name: 'ssh',
  title: 'Points on other machines over ssh',
  run: async (root, log) => {
    const missing = whyNot();
    if (missing !== undefined) return { passed: true, text: `Left out: ${missing}.` };
    const folder = await mkdtemp(join(tmpdir(), 'tessera-ssh-proof-'));
    const machines = await startHosts(2, true);
    try {
      const checks = startChecks(log);
      await prove([process.execPath, join(root, 'dist/src/cli/tessera.js')], folder, machines, checks);
      return checks.result();
    } finally {
      await machines.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it needs the administrator of a Linux machine';
  if (!sshdPath() || !sshdPath('ssh')) return 'OpenSSH is not installed (apt-get install openssh-server)';
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'this machine forbids namespaces of processes';
  }
}

const experiment = (name: string) =>
  quickRun(
    name,
    'epochs: 400, checkpoint_every: {steps: 20}, validate_every: {epochs: 100}',
    'engine: {threads: 1}',
    'sweep: {seeds: 4}',
  );

async function prove(
  [program, ...first]: readonly string[],
  folder: string,
  machines: FakeHosts,
  checks: Checks,
): Promise<void> {
  const [one, two] = machines.hosts;
  const launch = {
    type: 'ssh',
    hosts: [
      { host: one!.host, port: one!.port, jobs: 2 },
      { host: two!.host, port: two!.port },
    ],
    options: machines.options,
  };
  await writeFile(join(folder, 'far.yaml'), `${experiment('far')}launch: ${JSON.stringify(launch)}\n`);
  await writeFile(join(folder, 'here.yaml'), experiment('here'));
  const tessera = (...args: string[]) => execa(program!, [...first, ...args], { cwd: folder, reject: false });
  const tell = (what: string, holds: boolean, seen = 'it does not') =>
    checks.check(what, () => Promise.resolve(holds ? undefined : seen));

  await tessera('sweep', 'far.yaml');
  const sweep = (await runNamed(join(folder, 'runs'), 'far'))!;
  const running = await until(async () => {
    const runs = await runsIn(sweep);
    return runs.length === 3 && runs.every(({ step }) => step > 40) ? runs : undefined;
  });
  await tell('two hosts run as many points as they may, three of four', running !== undefined);
  await sleep(3000);
  await tell('the fourth waits', (await runsIn(sweep)).length === 3);
  const twice = await tessera('sweep', 'far.yaml');
  await tell('submitted twice, it starts nothing', twice.stdout.includes('Nothing is left to submit'));

  const attached = execa(program!, [...first, 'sweep', 'far.yaml', '--attach'], { cwd: folder, reject: false });
  await sleep(2000);
  attached.kill('SIGINT');
  await attached;
  const before = await stepsOf(sweep);
  await sleep(2000);
  await tell('Ctrl-C at `--attach` leaves the points alone', (await stepsOf(sweep)) > before);

  await tessera('sweep', 'far.yaml', '--cancel');
  const ended = await until(async () => {
    const processes = await processesIn(folder);
    return processes === 0 ? true : undefined;
  });
  const states = (await runsIn(sweep)).map(({ status }) => status);
  await tell(
    'cancelled, the points save, and no process is left',
    ended === true && states.every((state) => state === 'interrupted'),
  );

  await tessera('sweep', 'far.yaml');
  const cut = await until(async () =>
    (await runsIn(sweep)).find(({ status, attempts }) => status === 'running' && attempts === 2),
  );
  await tell('the same command goes on with them', cut !== undefined);
  await until(async () =>
    (await runsIn(sweep)).filter(({ status }) => status === 'running').length === 3 ? true : undefined,
  );
  await two!.signal('SIGSTOP');
  const onOther = await until(async () => (await runsIn(sweep)).find(({ attempts }) => attempts === 3), 240);
  await tell('a host that is cut off loses its point to the other after a minute', onOther !== undefined);
  await two!.signal('SIGCONT');
  const lost = await until(
    async () => ((await textsIn(join(sweep, 'logs'))).includes('lease-lost') ? true : undefined),
    60,
  );
  await tell('back again, its process finds the lease gone and stops', lost === true);

  await two!.kill();
  const end = await tessera('sweep', 'far.yaml', '--attach');
  const runs = await runsIn(sweep);
  await tell(
    'with one host killed, the other completes all',
    end.exitCode === 0 && runs.every(({ status }) => status === 'completed'),
    `${runs.length} points`,
  );
  await tessera('sweep', 'here.yaml', '--jobs', '2');
  const here = await resultsIn(folder, 'here');
  const there = await resultsIn(folder, 'far');
  await tell(
    'their figures are those of runs that nothing interrupted',
    here.length === 4 && JSON.stringify(here) === JSON.stringify(there),
  );
}

interface Seen {
  readonly status: string;
  readonly attempts: number;
  readonly step: number;
}

async function runsIn(sweep: string): Promise<Seen[]> {
  const texts = await Promise.all(
    (await readdir(sweep)).map((name) => readFile(join(sweep, name, 'run.json'), 'utf8').catch(() => '')),
  );
  return texts.flatMap((text): Seen[] => {
    if (text === '') return [];
    const record = JSON.parse(text) as { status: string; step: number; attempts: unknown[] };
    return [{ status: record.status, step: record.step, attempts: record.attempts.length }];
  });
}

async function stepsOf(sweep: string): Promise<number> {
  return (await runsIn(sweep)).reduce((sum, { step }) => sum + step, 0);
}

/** The final figures of the points, in the order of their names. */
async function resultsIn(folder: string, sweepName: string): Promise<unknown[]> {
  const sweep = (await runNamed(join(folder, 'runs'), sweepName))!;
  const names = (await readdir(sweep)).filter((name) => name.startsWith('seed=')).toSorted();
  const texts = await Promise.all(
    names.map((name) => readFile(join(sweep, name, 'result.json'), 'utf8').catch(() => '')),
  );
  return texts.filter((text) => text !== '').map((text) => (JSON.parse(text) as { test: unknown }).test);
}

async function textsIn(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))).join('\n');
}

/** Processes that work in the folder, on whichever host. */
async function processesIn(folder: string): Promise<number> {
  const { stdout } = await execa('ps', ['-eo', 'args='], { reject: false });
  return stdout.split('\n').filter((line) => line.includes(folder) && line.includes('tessera.js task')).length;
}

async function until<T>(look: () => Promise<T | undefined>, seconds = 120): Promise<T | undefined> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(250)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}
