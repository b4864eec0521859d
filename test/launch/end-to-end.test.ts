import test from 'ava';
import { runRecordSchema } from '../../src/runs/record.ts';
import { execa } from 'execa';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStatus, type LaunchStatus } from '../../src/cli/report/launch-status.ts';
import { hasEnded, launchQueue } from '../../src/launch/queue.ts';
import { long } from '../helpers/long.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';
import { testWithout } from '../helpers/requirements.ts';
import { newFolder, tessera } from '../helpers/tessera.ts';
import { runsIn as foldersIn } from '../helpers/folders.ts';

/** One step on eight pixels; `lr` makes it another experiment, and a plugin's loss says which code ran. */
const experiment = (name: string, lr: number, more = '') => `
name: ${name}
dataset: {type: shapes, image_size: 16, train: 2, val: 2, test: 2}
model: {type: unet, encoder: {type: convnet, widths: [2, 4]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: ${lr}}
train: {epochs: 1, batch_size: 2}
engine: {backend: cpu}
log: {panel_samples: 0}
${more}`;

const plugin = (factor: number) => `
export const scaled = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'scaled', description: 'x', params: z.strictObject({}),
  build: (_, { tf }) => (logits) => tf.tidy(() => tf.mul(tf.mean(logits), ${factor})),
});`;

/** What `tessera launch --status --json` prints. */
async function statusOf(path: string): Promise<LaunchStatus> {
  const { stdout } = await tessera(['launch', '--status', '--json'], { cwd: path });
  return JSON.parse(String(stdout)) as LaunchStatus;
}

/** Waits until nothing is left to do. The worker ends after the last launch. */
async function untilIdle(path: string): Promise<LaunchStatus> {
  const queue = launchQueue(join(path, 'runs'));
  for (;;) {
    const status = await readStatus(queue);
    if (status.launches.every(hasEnded) && status.commits.length === 0 && !status.worker) return status;
    await sleep(100);
  }
}

interface Ran {
  readonly name: string;
  readonly commit: string;
  readonly dirty: boolean;
  readonly status: string;
  readonly lr: string;
}

/** Every run there is, by its own files. */
async function runsIn(path: string): Promise<Ran[]> {
  const names = await foldersIn(join(path, 'runs'));
  return Promise.all(
    names.sort().map(async (name) => {
      const run = join(path, 'runs', name);
      const record = runRecordSchema.parse(JSON.parse(await readFile(join(run, 'run.json'), 'utf8')));
      const { name: own, status, attempts } = record;
      const git = attempts[0]!.git!;
      const [, lr = ''] = /lr: (\S+)/.exec(await readFile(join(run, 'config.yaml'), 'utf8')) ?? [];
      return { name: own, status, commit: git.commit, dirty: git.dirty, lr };
    }),
  );
}

async function installed(): Promise<Repository> {
  const repository = await newRepository();
  await mkdir(join(repository.path, 'experiments'));
  const { exitCode, stderr } = await tessera(['launch', '--install-hook'], { cwd: repository.path });
  if (exitCode !== 0) throw new Error(String(stderr));
  return repository;
}

const copiesOf = async (path: string) => readdir(join(path, '.git/tessera/copies')).catch(() => []);

/**
 * These take a minute each. What a commit launches is tested piece by piece in `git-event` and `experiment-changes`.
 */
const inLong = long ? test : testWithout('long', '`npm run proof -- long` runs it');

test('quick commits, edits after them and a changed plugin: each run is of its own commit, with what it holds', async (t) => {
  const repository = await installed();
  const { path, commit, write, git } = repository;
  const head = () => git('rev-parse', 'HEAD');
  await commit({
    '.gitignore': 'runs/\n',
    'plugins/scaled.mjs': plugin(1),
    'experiments/_base.yaml': experiment('base', 0.01),
    'experiments/a.yaml': 'extends: ./_base.yaml\nname: a\n',
  });
  const first = await head();
  await commit({
    'experiments/b.yaml': experiment('b', 0.02),
    'experiments/p.yaml': experiment('p', 0.03, 'plugins: [../plugins/scaled.mjs]').replace('cross-entropy', 'scaled'),
    'experiments/wrong.yaml': experiment('wrong', 0.5).replace('epochs', 'epoch'),
  });
  const second = await head();
  await write('experiments/b.yaml', experiment('b', 0.9));
  await write('plugins/scaled.mjs', 'throw new Error("never committed")');
  await write('experiments/_base.yaml', 'nonsense: true');
  const { launches } = await untilIdle(path);
  t.deepEqual(
    launches.map(({ file, commit: sha, state }) => [file, sha, state]),
    [
      ['experiments/a.yaml', first, 'completed'],
      ['experiments/b.yaml', second, 'completed'],
      ['experiments/p.yaml', second, 'completed'],
      ['experiments/wrong.yaml', second, 'invalid'],
    ],
  );
  t.regex(launches[3]!.problems![0]!.message, /got `epoch`/);
  t.true((await readFile(launches[1]!.log!, 'utf8')).length > 0);
  const ran = { status: 'completed', dirty: false };
  const afterTwo = [
    { ...ran, name: 'a', commit: first, lr: '0.01' },
    { ...ran, name: 'b', commit: second, lr: '0.02' },
    { ...ran, name: 'p', commit: second, lr: '0.03' },
  ];
  t.deepEqual(await runsIn(path), afterTwo);
  t.deepEqual(await copiesOf(path), []);

  // A changed plugin changes the id of what uses it; a comment and a new name change none.
  await git('checkout', '--quiet', '.');
  await commit({
    'plugins/scaled.mjs': plugin(2),
    'experiments/b.yaml': `# a comment\n${experiment('renamed', 0.02)}`,
  });
  const third = await head();
  const after = await untilIdle(path);
  t.deepEqual(
    after.launches.slice(4).map(({ file, commit: sha, state }) => [file, sha, state]),
    [['experiments/p.yaml', third, 'completed']],
  );
  const runs = await runsIn(path);
  t.is(runs.length, 4);
  t.deepEqual(
    runs
      .filter(({ name }) => name === 'p')
      .map(({ commit: sha }) => sha)
      .toSorted(),
    [second, third].toSorted(),
  );
});

test('the queue survives kill -9 of its worker and of a run, and what was cancelled stays out of it', async (t) => {
  const repository = await installed();
  const { path, commit, git } = repository;
  const lengthy = (name: string, lr: number) => experiment(name, lr).replace('epochs: 1', 'epochs: 4000');
  await commit({
    '.gitignore': 'runs/\n',
    'experiments/a.yaml': lengthy('a', 0.01),
    'experiments/b.yaml': experiment('b', 0.02),
    'experiments/c.yaml': experiment('c', 0.03),
  });
  const sha = await git('rev-parse', 'HEAD');
  await untilTraining(path, 'a');
  const [a, , c] = (await statusOf(path)).launches;
  t.is((await tessera(['launch', '--cancel', c!.id], { cwd: path })).exitCode, 0);
  const { worker } = await statusOf(path);
  const { pid: run } = await leaseOf(path, a!.id);
  process.kill(worker!.pid, 'SIGKILL');
  process.kill(run, 'SIGKILL');
  const broken = await statusOf(path);
  t.falsy(broken.worker);
  t.deepEqual(
    broken.launches.map(({ state }) => state),
    ['running', 'waiting', 'cancelled'],
  );
  t.true((await copiesOf(path)).length > 0);

  t.is((await tessera(['launch', '--continue', '--detach'], { cwd: path })).exitCode, 0);
  await untilResumed(path, a!.id, 'a', run);
  t.is((await tessera(['launch', '--cancel', 'experiments/a.yaml'], { cwd: path })).exitCode, 0);
  const { launches } = await untilIdle(path);
  t.deepEqual(
    launches.map(({ file, state }) => [file, state]),
    [
      ['experiments/a.yaml', 'cancelled'],
      ['experiments/b.yaml', 'completed'],
      ['experiments/c.yaml', 'cancelled'],
    ],
  );
  t.deepEqual(await runsIn(path), [
    { name: 'a', status: 'interrupted', commit: sha, dirty: false, lr: '0.01' },
    { name: 'b', status: 'completed', commit: sha, dirty: false, lr: '0.02' },
  ]);
  t.deepEqual(await copiesOf(path), []);
});

inLong(
  'amended commits, cherry-picks, merges, fast-forwards and rebases launch what is new in them, and nothing else',
  async (t) => {
    const repository = await installed();
    const { path, commit, git } = repository;
    const extending = (name: string, seed: number) => `extends: ./_base.yaml\nname: ${name}\nseed: ${seed}\n`;
    const expected: string[] = [];
    const launched: string[] = [];
    /** What was launched since the last call, each with its commit, in any order. */
    const isLaunched = async (...launches: readonly [what: string, commit: string][]) => {
      const { launches: seen } = await untilIdle(path);
      expected.push(...launches.map(([what, revision]) => `${what} ${revision}`));
      launched.push(
        ...seen
          .slice(launched.length)
          .map(({ file, state, commit: sha }) => `${file!.slice('experiments/'.length)} ${state} ${sha}`),
      );
      t.deepEqual(launched, expected);
    };
    const hash = (revision = 'HEAD') => git('rev-parse', revision);

    await commit({
      '.gitignore': 'runs/\n',
      'experiments/_base.yaml': experiment('base', 0.01),
      'experiments/a.yaml': extending('a', 1),
    });
    await isLaunched(['a.yaml completed', await hash()]);

    await git('checkout', '--quiet', '-b', 'side');
    await commit({ 'experiments/b.yaml': extending('b', 2) });
    await isLaunched(['b.yaml completed', await hash()]);
    await repository.write('experiments/b.yaml', extending('b', 3));
    await git('commit', '--quiet', '--all', '--amend', '--message=amended');
    await isLaunched(['b.yaml completed', await hash()]);

    await git('checkout', '--quiet', 'main');
    await commit({ 'experiments/_base.yaml': experiment('base', 0.02) });
    await isLaunched(['a.yaml completed', await hash()]);

    await git('checkout', '--quiet', '-b', 'picked', 'main~1');
    await git('cherry-pick', 'side');
    await isLaunched(['b.yaml exists', await hash()]);
    await git('checkout', '--quiet', '-b', 'behind', 'main~1');
    await git('merge', '--quiet', '--ff-only', 'main');
    await isLaunched();

    // What `main` does to the parent and `side` to a child meets in the merge.
    await git('checkout', '--quiet', '-b', 'merged', 'main');
    await git('merge', '--quiet', '--no-edit', 'side');
    await isLaunched(['b.yaml completed', await hash()]);

    await git('checkout', '--quiet', 'side');
    await commit({ 'experiments/c.yaml': extending('c', 4) });
    await isLaunched(['c.yaml completed', await hash()]);
    await git('rebase', '--quiet', 'main');
    // The merge ran the new `b` already; `a` is that of `main`.
    await isLaunched(['b.yaml exists', await hash()], ['c.yaml completed', await hash()]);
    t.deepEqual(
      (await runsIn(path)).map(({ name, commit: sha }) => `${name}.yaml completed ${sha}`).toSorted(),
      expected.filter((line) => line.includes('completed')).toSorted(),
    );
    t.deepEqual(await copiesOf(path), []);
  },
);

inLong('projects and linked working trees of one repository have queues of their own', async (t) => {
  const repository = await newRepository();
  const { path, commit, git } = repository;
  await commit({
    '.gitignore': 'runs/\n.cache/\n',
    'one/experiments/.keep': '',
    'two/experiments/.keep': '',
  });
  for (const project of ['one', 'two'])
    t.is((await tessera(['launch', '--install-hook'], { cwd: join(path, project) })).exitCode, 0);
  await commit({ 'two/experiments/x.yaml': experiment('x', 0.01), 'readme.md': '' });
  const first = await git('rev-parse', 'HEAD');
  const linked = join(await newFolder(), 'linked');
  await git('worktree', 'add', '--quiet', linked, '-b', 'side');
  await mkdir(join(linked, 'one/experiments'), { recursive: true });
  await writeFile(join(linked, 'one/experiments/y.yaml'), experiment('y', 0.02));
  await execa('git', ['add', '--all'], { cwd: linked });
  await git('-C', linked, 'commit', '--quiet', '--message=y');
  const second = await git('-C', linked, 'rev-parse', 'HEAD');
  for (const project of [join(path, 'one'), join(path, 'two'), join(linked, 'one')]) await untilIdle(project);
  t.deepEqual(
    (await runsIn(join(path, 'two'))).map((run) => [run.name, run.commit]),
    [['x', first]],
  );
  t.deepEqual(
    (await runsIn(join(linked, 'one'))).map((run) => [run.name, run.commit]),
    [['y', second]],
  );
  t.deepEqual(await runsIn(join(path, 'one')), []);
  t.deepEqual(await copiesOf(path), []);
});

inLong('the jobs of a launch whose process was killed are cancelled with it, and save', async (t) => {
  const { path, commit } = await installed();
  const jobs = experiment('a', 0.01, 'launch: {type: local}\n').replace('epochs: 1', 'epochs: 4000');
  await commit({ '.gitignore': 'runs/\n', 'experiments/a.yaml': jobs });
  await untilTraining(path, 'a');
  const { worker, launches: running } = await statusOf(path);
  const { id } = running[0]!;
  process.kill(worker!.pid, 'SIGKILL');
  process.kill((await leaseOf(path, id)).pid, 'SIGKILL');
  const { stdout } = await tessera(['launch', '--cancel', id], { cwd: path });
  t.regex(String(stdout), /its jobs save and end/);
  const { launches } = await untilIdle(path);
  t.deepEqual(
    launches.map(({ state }) => state),
    ['cancelled'],
  );
  t.deepEqual(
    (await runsIn(path)).map(({ status }) => status),
    ['interrupted'],
  );
  t.deepEqual(await copiesOf(path), []);
});

async function untilTraining(path: string, name: string): Promise<void> {
  while (((await recordOf(path, name))?.step ?? 0) < 1) await sleep(200);
}

async function recordOf(path: string, name: string): Promise<{ step: number } | undefined> {
  const runs = await readdir(join(path, 'runs')).catch(() => []);
  const run = runs.find((folder) => folder.startsWith(`${name}-`));
  const text = run && (await readFile(join(path, 'runs', run, 'run.json'), 'utf8').catch(() => undefined));
  return text === undefined ? undefined : (JSON.parse(text) as { step: number });
}

/** Waits until another process than `before` has the launch, and trains its run. */
async function untilResumed(path: string, id: string, name: string, before: number): Promise<void> {
  for (;;) {
    const pid = (await leaseOf(path, id).catch(() => undefined))?.pid;
    const run = (await readdir(join(path, 'runs'))).find((folder) => folder.startsWith(`${name}-`))!;
    const text = await readFile(join(path, 'runs', run, 'run.lease'), 'utf8').catch(() => '{}');
    if (pid !== undefined && pid !== before && (JSON.parse(text) as { pid?: number }).pid === pid) return;
    await sleep(200);
  }
}

async function leaseOf(path: string, id: string): Promise<{ pid: number }> {
  return JSON.parse(await readFile(join(path, 'runs/.launch/leases', `${id}.lease`), 'utf8')) as { pid: number };
}
