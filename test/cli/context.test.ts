import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { experimentFile, tessera, tesseraCommand, tinyExperiment } from '../helpers/tessera.ts';
import { testIf } from '../helpers/requirements.ts';

// What a process does when its terminal, its reader or its scheduler acts. Windows has no such signals.
const testHere = await testIf('process-starts');

/** So long that a signal always comes before the end. */
const long = tinyExperiment.replace('epochs: 3', 'epochs: 2000, checkpoint_every: {epochs: 5000}');

const runIn = async (folder: string) =>
  join(folder, (await readdir(folder).catch(() => [])).find((name) => !name.startsWith('.')) ?? 'none yet');
const recordOf = async (run: string) =>
  JSON.parse(await readFile(join(run, 'run.json'), 'utf8')) as { status: string; step: number; pid: number };
const lastOf = (run: string) => join(run, 'checkpoints', 'last.safetensors');

async function until<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    await sleep(50);
  }
}

/** The folder of the run in `runs` once it has trained a step. */
const trainingIn = (runs: string) =>
  until(async () => {
    const run = await runIn(runs);
    return (await recordOf(run)).step > 0 && run;
  });

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  testHere.serial(`${signal} saves a checkpoint, and the exit code is ${code}`, async (t) => {
    const { file, runs } = await experimentFile(long);
    const child = tessera(['run', file, '--runs', runs]);
    const run = await trainingIn(runs);
    child.kill(signal);
    const { exitCode, stderr } = await child;
    t.is(exitCode, code, stderr);
    t.is((await recordOf(run)).status, 'interrupted');
    t.true(existsSync(lastOf(run)));
  });

testHere.serial(
  'SIGUSR2 saves a checkpoint, a closed terminal is nothing under nohup, and training goes on',
  async (t) => {
    const { file, runs } = await experimentFile(long);
    const child = tessera(['run', file, '--runs', runs], { env: { _: '/usr/bin/nohup' } });
    const run = await trainingIn(runs);
    t.false(existsSync(lastOf(run)));
    child.kill('SIGHUP');
    child.kill('SIGUSR2');
    await until(async () => existsSync(lastOf(run)));
    const { step, status } = await recordOf(run);
    t.is(status, 'running');
    await until(async () => (await recordOf(run)).step > step);
    child.kill('SIGKILL');
    await child;
  },
);

testHere.serial('a run whose output nobody reads any more goes on to its end', async (t) => {
  const { file, runs } = await experimentFile();
  const child = tessera(['run', file, '--runs', runs]);
  await new Promise((resolve) => child.stderr.once('data', resolve));
  child.stdout.destroy();
  child.stderr.destroy();
  const { exitCode } = await child;
  t.is(exitCode, 0);
  t.is((await recordOf(await runIn(runs))).status, 'completed');
});

testHere.serial('a short command whose reader has gone ends as it would, without a word', async (t) => {
  const child = tessera(['schema']);
  child.stdout.destroy();
  const { exitCode, stderr } = await child;
  t.is(exitCode, 0);
  t.is(stderr, '');
});

const testFullDisk = await testIf('full-disk');

testFullDisk.serial('a result that cannot be written is told, and is no success', async (t) => {
  const { exitCode, stderr } = await execa('sh', ['-c', '"$@" > /dev/full', 'sh', ...tesseraCommand(['schema'])], {
    reject: false,
  });
  t.is(exitCode, 1);
  t.regex(stderr, /warning: standard output can't be written: ENOSPC/);
});

testHere.serial('a sweep and its point, signalled together, save the point once and end', async (t) => {
  const { file, runs } = await experimentFile(`${long}sweep: {grid: {seed: [1, 2]}}\n`);
  const child = tessera(['run', file, '--runs', runs]);
  const sweep = await until(
    async () => (await readdir(await runIn(runs))).includes('sweep.json') && (await runIn(runs)),
  );
  const run = await until(async () => {
    const name = (await readdir(sweep)).find((each) => each.startsWith('seed='));
    return name !== undefined && (await recordOf(join(sweep, name))).step > 0 && join(sweep, name);
  });
  process.kill((await recordOf(run)).pid, 'SIGTERM');
  child.kill('SIGTERM');
  const { exitCode, stderr, stdout } = await child;
  t.is(exitCode, 143, stderr);
  t.regex(stdout, /Interrupted\. The same command goes on where it stopped\./);
  t.is((await recordOf(run)).status, 'interrupted');
  t.true(existsSync(lastOf(run)));
  t.is((await readdir(sweep)).filter((each) => each.startsWith('seed=')).length, 1, 'no other point was started');
});
