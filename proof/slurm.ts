import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { runNamed } from '../test/helpers/folders.ts';
import { startSlurm, until, whyNoSlurm, type Slurm } from '../test/helpers/slurm.ts';
import { startChecks } from './checks.ts';
import type { Part } from './part.ts';

/** All that happens to jobs of a cluster, on a Slurm of its own with one node. */
export const slurmPart: Part = {
  name: 'slurm',
  title: 'A real Slurm',
  run: async (root, log) => {
    const why = whyNoSlurm();
    if (why !== undefined) return { passed: true, text: `Left out: ${why}.` };
    const slurm = await startSlurm(await mkdtemp(join(tmpdir(), 'slurm-')));
    try {
      return await checkAll(slurm, [process.execPath, join(root, 'dist/src/cli/tessera.js')], log);
    } finally {
      await slurm.stop();
      await rm(slurm.folder, { recursive: true });
    }
  },
};

/** `epochs` decides how long a point takes: a tiny one seconds, a long one more than a minute. */
const experiment = (name: string, epochs: number, launch: string, sweep = '') => `name: ${name}
dataset: {type: shapes, image_size: 64, train: 64, val: 8, test: 8}
model: {type: unet, encoder: {type: convnet, widths: [8, 16]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: ${epochs}, batch_size: 4, checkpoint_every: {epochs: ${epochs}}}
loader: {workers: 0}
log: {loggers: []}
${sweep}
launch:
  type: slurm
  partition: ${launch}
  cpus: 1
  mem: 400M
`;

const tiny = 1;
const long = 100;

async function checkAll(slurm: Slurm, [command, ...first]: readonly string[], log: (line: string) => void) {
  const { check, result } = startChecks(log);
  const folder = join(slurm.folder, 'project');
  await execa('mkdir', ['-p', folder]);
  const tessera = (...args: string[]) =>
    execa(command!, [...first, ...args], { cwd: folder, env: slurm.environment, reject: false, all: true });
  const write = (name: string, ...text: Parameters<typeof experiment> extends [string, ...infer Rest] ? Rest : never) =>
    writeFile(join(folder, `${name}.yaml`), experiment(name, ...text));
  const runOf = (name: string) => runNamed(join(folder, 'runs'), name);
  const recordOf = async (name: string) => {
    const run = await runOf(name);
    const text = run && (await readFile(join(run, 'run.json'), 'utf8').catch(() => undefined));
    return text
      ? (JSON.parse(text) as { readonly step: number; readonly status: string; readonly attempts: readonly unknown[] })
      : undefined;
  };
  const hasStep = (name: string, step: number) =>
    until(async () => ((await recordOf(name))?.step ?? 0) >= step, `${name} is at step ${step}`, 300);
  const queued = (state = 'all') =>
    slurm.ask('squeue', '-h', '-t', state, '-o', '%i').split('\n').filter(Boolean).length;
  const attached = async (name: string) => {
    const { exitCode, all } = await tessera('sweep', `${name}.yaml`, '--attach');
    return exitCode === 0 ? undefined : `exit code ${exitCode}: ${all.split('\n').slice(-12).join(' ')}`;
  };
  const local = async () => {
    await write('local', long, 'low');
    await execa(command!, [...first, 'run', 'local.yaml', '--set', 'launch=null', '--runs', 'here'], {
      cwd: folder,
      env: { TESSERA_THREADS: '1' },
    });
    const run = await runNamed(join(folder, 'here'), 'local');
    return weightsIn(join(run!, 'checkpoints', 'last.safetensors'));
  };
  const uninterrupted = local();
  // Whoever needs it hears if it failed.
  uninterrupted.catch(() => undefined);
  const isSame = async (name: string, attempts: number) => {
    const record = await recordOf(name);
    if (record?.status !== 'completed') return `it is ${record?.status}`;
    if (record.attempts.length < attempts) return `${record.attempts.length} attempts`;
    const weights = await weightsIn(join((await runOf(name))!, 'checkpoints', 'last.safetensors'));
    return weights === (await uninterrupted) ? undefined : 'other weights than without an interruption';
  };

  await check('a sweep is one array, `max_parallel` changes while it runs, and `--attach` shows its end', async () => {
    await write('sweep', tiny, 'low\n  max_parallel: 1', 'sweep: {grid: {optimizer.lr: [0.01, 0.003, 0.001]}}');
    await tessera('sweep', 'sweep.yaml');
    const twice = await tessera('sweep', 'sweep.yaml');
    if (!twice.stdout.includes('3 wait or run already')) return `a second one said: ${twice.all}`;
    await tessera('sweep', 'sweep.yaml', '--max-parallel', '2');
    const throttle = /ArrayTaskThrottle=(\d+)/.exec(slurm.ask('scontrol', 'show', 'job'))?.[1];
    if (throttle !== '2') return `ArrayTaskThrottle is ${throttle}`;
    const problem = await attached('sweep');
    const { stdout } = await tessera('sweep', 'sweep.yaml', '--dry-run', '--json');
    const { points } = JSON.parse(stdout) as { readonly points: readonly { readonly attempts: number }[] };
    return problem ?? (points.every(({ attempts }) => attempts === 1) ? undefined : 'a point ran twice');
  });

  await check('a partition that does not exist is told at its key, with line and column', async () => {
    await write('refused', tiny, 'nowhere');
    const { exitCode, stderr } = await tessera('run', 'refused.yaml');
    const isTold = exitCode === 2 && stderr.includes('refused.yaml:12:14') && /invalid partition/i.test(stderr);
    return isTold ? undefined : `exit code ${exitCode}: ${stderr}`;
  });

  await check(
    'a job with a higher priority pushes a point aside; it goes on from its step, to the same weights',
    async () => {
      await write('preempted', long, 'low');
      await tessera('run', 'preempted.yaml');
      await hasStep('preempted', 50);
      slurm.ask('sbatch', '--partition=high', '--cpus-per-task=2', '--wrap=sleep 5', '--output=/dev/null');
      return (await attached('preempted')) ?? isSame('preempted', 2);
    },
  );

  await check(
    'at its time limit a point saves, goes back into the queue, and on from its step, to the same weights',
    async () => {
      // The signal comes 120 s before the end of 3 minutes, and up to a minute early.
      await write('limited', long, 'low\n  time: 3m\n  save_before: 2m');
      await tessera('run', 'limited.yaml');
      return (await attached('limited')) ?? isSame('limited', 2);
    },
  );

  await check('`kill -9` of a task: `--attach` finds it lost and submits it once more, and it goes on', async () => {
    await write('killed', long, 'low\n  setup: ["echo $$ > killed.pid"]');
    await tessera('run', 'killed.yaml');
    await hasStep('killed', 50);
    process.kill(Number(await readFile(join(folder, 'killed.pid'), 'utf8')), 'SIGKILL');
    return (await attached('killed')) ?? isSame('killed', 2);
  });

  await check(
    'a sweep that is cancelled leaves the queue, has saved, and goes on when it is started again',
    async () => {
      await write('cancelled', long, 'low');
      await tessera('run', 'cancelled.yaml');
      await hasStep('cancelled', 50);
      await tessera('sweep', 'cancelled.yaml', '--cancel');
      await until(() => queued('pending,running,completing') === 0, 'the queue is empty');
      const record = await recordOf('cancelled');
      if (record?.status !== 'interrupted') return `it is ${record?.status}`;
      await tessera('run', 'cancelled.yaml');
      return (await attached('cancelled')) ?? isSame('cancelled', 2);
    },
  );

  await check('while the controller is restarted, `--attach` waits for it, and points go on', async () => {
    await write('restarted', long, 'low');
    await tessera('run', 'restarted.yaml');
    await hasStep('restarted', 50);
    await slurm.stopController();
    const watching = attached('restarted');
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    await slurm.startController();
    return (await watching) ?? isSame('restarted', 1);
  });

  await check('no process of a job is left', async () => {
    const { stdout } = await execa('ps', ['-eo', 'args'], { reject: false });
    const left = stdout.split('\n').filter((line) => line.includes(`task ${folder}`));
    return left.length === 0 ? undefined : left.join('; ');
  });
  return result();
}

/** A hash of a checkpoint's tensors, whatever its metadata say of times and attempts. */
async function weightsIn(file: string): Promise<string> {
  const bytes = await readFile(file);
  const header = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: _, ...tensors } = JSON.parse(bytes.toString('utf8', 8, 8 + header)) as Record<string, unknown>;
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1))))
    .update(bytes.subarray(8 + header))
    .digest('hex');
}
