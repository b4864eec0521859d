import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { sshLauncher } from '../../../../src/components/launchers/ssh/ssh-launcher.ts';
import { loadExperiment } from '../../../../src/config/index.ts';
import { cancelSweep } from '../../../../src/jobs/cancel.ts';
import { submitSweep } from '../../../../src/jobs/submit.ts';
import { testIf } from '../../../helpers/requirements.ts';
import { startHosts } from '../../../helpers/sshd.ts';
import { experimentFile, quickLog, tesseraCommand } from '../../../helpers/tessera.ts';
import { loadOptions } from '../../../helpers/trained.ts';

const testOverSsh = await testIf('sshd');

/** It would take minutes: the test ends it. */
const text = `
name: far
dataset: {type: shapes, image_size: 16, train: 4, val: 2, test: 2}
model: {type: unet, encoder: {type: convnet, widths: [4]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 100000, batch_size: 4, checkpoint_every: {steps: 10}, validate_every: {epochs: 100000}}
engine: {backend: cpu}
loader: {workers: 0}
${quickLog}
sweep: {seeds: 2}
`;

testOverSsh(
  'the points of a host that dies go on elsewhere from their checkpoints, and a cancelled sweep leaves no process',
  async (t) => {
    const machines = await startHosts(2);
    t.teardown(() => machines.close());
    const { file, folder } = await experimentFile(text);
    const loaded = await loadExperiment(file, loadOptions(folder));
    const hosts = machines.hosts.map(({ host, port }) => ({ host, port, jobs: 2, setup: [] }));
    const launcher = sshLauncher(hosts, { options: machines.options, environment: process.env });
    const build = () => Promise.resolve(launcher);
    const { path, submitted } = await submitSweep(loaded, {
      runsDirectory: join(folder, 'runs'),
      workingDirectory: folder,
      environment: {},
      launch: { type: 'ssh' },
      build,
      tessera: tesseraCommand,
      retries: { limit: 0, seconds: 0 },
    });
    t.is(submitted.length, 2);
    const running = await until(async () => {
      const runs = await runsIn(path);
      return runs.length === 2 && runs.every(({ step }) => step >= 10) && runs;
    });

    const parent = await parentOf(running[0]!.pid);
    const dying = submitted.find(({ id }) => Number(id.split(' ')[1]) === parent)!;
    await machines.hosts.find(({ port }) => dying.id.endsWith(` on 127.0.0.1:${port}`))!.kill();
    for (const pid of [parent, ...(await childrenOf(parent))]) process.kill(pid, 'SIGKILL');
    const next = await until(async () => {
      const run = (await runsIn(path)).find(({ name }) => name === running[0]!.name);
      return run?.firstSteps.length === 2 && run.step > run.firstSteps[1]! && run;
    });
    t.true(next.firstSteps[1]! >= 10, 'it goes on from a checkpoint');
    t.not(await parentOf(next.pid), parent);

    await t.throwsAsync(cancelSweep(path, build), { message: /got nothing from 127\.0\.0\.1/ });
    await until(async () => (await launcher.status(submitted)).size === 0);
    const after = await runsIn(path);
    t.deepEqual(
      after.map(({ status }) => status),
      ['interrupted', 'interrupted'],
    );
  },
);

interface SeenRun {
  readonly name: string;
  readonly status: string;
  readonly step: number;
  /** The step at which each attempt began. */
  readonly firstSteps: readonly number[];
  /** Who trains it, or did. */
  readonly pid: number;
}

async function runsIn(sweep: string): Promise<SeenRun[]> {
  const names = (await readdir(sweep)).filter((name) => name.startsWith('seed='));
  const runs = await Promise.all(
    names.map(async (name): Promise<SeenRun[]> => {
      const [record, lease] = await Promise.all(
        ['run.json', 'run.lease'].map((file) => readFile(join(sweep, name, file), 'utf8').catch(() => '{}')),
      );
      const { status, step, attempts } = JSON.parse(record!) as {
        readonly status?: string;
        readonly step: number;
        readonly attempts: readonly { readonly firstStep: number }[];
      };
      if (status === undefined) return [];
      const { pid = 0 } = JSON.parse(lease!) as { readonly pid?: number };
      return [{ name, status, step, firstSteps: attempts.map(({ firstStep }) => firstStep), pid }];
    }),
  );
  return runs.flat();
}

async function parentOf(pid: number): Promise<number> {
  return Number((await execa('ps', ['-o', 'ppid=', '-p', String(pid)])).stdout);
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await execa('ps', ['-o', 'pid=', '--ppid', String(pid)], { reject: false });
  return stdout.split('\n').map(Number).filter(Boolean);
}

async function until<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
}
