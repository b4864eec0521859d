import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { fromSource } from '../helpers/from-source.ts';
import { experimentFile, tessera, tesseraCommand, tinyExperiment } from '../helpers/tessera.ts';
import { runsIn } from '../helpers/folders.ts';
import { testIf } from '../helpers/requirements.ts';

// What a process does when its terminal, its reader or its scheduler acts. Windows has no such signals.
const testHere = await testIf('process-starts');

/** So long that a signal always comes before the end. */
const long = tinyExperiment.replace('epochs: 3', 'epochs: 2000, checkpoint_every: {epochs: 5000}');

const runIn = async (folder: string) => join(folder, (await runsIn(folder))[0] ?? 'none yet');
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

/** A dataset whose samples take for ever to be read, and whose first one leaves a file. */
const endless = `import { writeFileSync } from 'node:fs';
export default ({ defineComponent, z }) => defineComponent({
  kind: 'dataset', type: 'endless', description: 'For tests.', params: z.strictObject({}),
  build: () => {
    const size = { height: 16, width: 16 };
    const read = () => { writeFileSync(new URL('./reading', import.meta.url), ''); return new Promise((r) => setTimeout(r, 1e8)); };
    const split = { length: 4, name: String, read, fingerprint: async () => 'x' };
    return {
      classes: [{ name: 'a' }, { name: 'b' }], ignoreIndex: 255, imageSize: size, interpolation: 'bilinear',
      splits: { train: split, val: split, test: split }, storage: { name: 'none', close: async () => {} },
    };
  },
});`;

for (const [command, signal, code] of [
  ['preview', 'SIGTERM', 143],
  ['preview', 'SIGINT', 130],
  ['plan', 'SIGHUP', 129],
] as const)
  testHere.serial(`${command} ends at once at ${signal} while it reads, with exit code ${code}`, async (t) => {
    const text = tinyExperiment.replace(/dataset: .*/, 'dataset: {type: endless}');
    const { file, folder } = await experimentFile(`${text}plugins: [./endless.mjs]\n`);
    await writeFile(join(folder, 'endless.mjs'), endless);
    const child = tessera([command, file], { cwd: folder });
    await until(async () => existsSync(join(folder, 'reading')));
    child.kill(signal);
    const { exitCode, stderr } = await child;
    t.is(exitCode, code, stderr);
    t.is(stderr.replace(/^note: .*\n?/gm, ''), '');
  });

const endsOf: readonly (readonly [code: number, ...args: string[]])[] = [
  [0, '--help'],
  [0, 'list'],
  [0, 'validate', 'experiment.yaml'],
  [0, 'explain', 'experiment.yaml'],
  [0, 'schema'],
  [0, 'plan', 'experiment.yaml', '--no-build'],
  [0, 'sweep', 'experiment.yaml', '--dry-run'],
  [0, 'preview', 'one.yaml', '--samples', '1'],
  [0, 'run', 'one.yaml'],
  [0, 'run', 'one.yaml'],
  [0, 'list'],
  [2, 'compare', 'none', 'none'],
  [2, 'test', 'none'],
  [2, 'reproduce', 'none'],
  [2, 'bench', 'storage', 'none.yaml'],
  [2, 'backend', 'install', 'none'],
  [0, 'doctor'],
  [2, 'board', 'none'],
  [0, 'launch', '--status'],
  [0, 'launch', '--install-hook'],
  [0, 'launch', '--uninstall-hook'],
  [2, 'none'],
];

for (const gone of [['stdout'], ['stderr'], ['stdout', 'stderr']] as const)
  testHere.serial(`no command says a word of a reader that has gone (${gone.join(', ')})`, async (t) => {
    const { folder } = await experimentFile(`${tinyExperiment}sweep: {grid: {seed: [1, 2]}}\n`);
    await writeFile(join(folder, 'one.yaml'), tinyExperiment.replace('epochs: 3', 'epochs: 1'));
    await mkdir(join(folder, 'runs'));
    await execa('git', ['init', '--quiet'], { cwd: folder });
    const commands = JSON.stringify(endsOf.map(([, ...args]) => args));
    // One process for all, since each takes a second to start.
    const program = [...fromSource, fileURLToPath(new URL('_commands.ts', import.meta.url))];
    const child = execa(process.execPath, [...program, commands, 'codes.json'], { cwd: folder, reject: false });
    for (const stream of gone) child[stream].destroy();
    const { exitCode, stdout, stderr } = await child;
    t.is(exitCode, 0, stderr);
    t.notRegex(`${stdout}${stderr}`, /EPIPE|^ {4}at /m);
    const codes = JSON.parse(await readFile(join(folder, 'codes.json'), 'utf8')) as number[];
    t.deepEqual(
      endsOf.map(([, ...args], index) => [codes[index], ...args]),
      endsOf,
    );
  });
