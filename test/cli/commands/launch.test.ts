import test from 'ava';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newRepository } from '../../helpers/repository.ts';
import { newFolder, runInProcess, tessera, tinyExperiment } from '../../helpers/tessera.ts';

const oneStep = tinyExperiment.replace('epochs: 3', 'epochs: 1').replace('train: 8', 'train: 4');
const gitignore = 'runs/\n';

test('a dry run checks everything and runs nothing', async (t) => {
  const repository = await newRepository();
  await repository.commit({
    '.gitignore': gitignore,
    'experiments/good.yaml': oneStep,
    'experiments/bad.yaml': oneStep.replace('epochs', 'epoch'),
  });
  const { exitCode, stdout, stderr } = await tessera(['launch', '--since', 'HEAD~1', '--dry-run', '--json'], {
    cwd: repository.path,
  });
  t.is(exitCode, 2);
  t.regex(String(stderr), /experiments\/bad\.yaml:\d+:\d+: error\[unknown-key\]/);
  const launches = JSON.parse(String(stdout)) as { file: string; state: string; commit: string }[];
  const commit = await repository.git('rev-parse', 'HEAD');
  t.deepEqual(
    launches.map((launch) => [launch.file, launch.state, launch.commit]),
    [
      ['experiments/bad.yaml', 'invalid', commit],
      ['experiments/good.yaml', 'waiting', commit],
    ],
  );
  t.false((await readdir(repository.path)).includes('runs'));
});

test('without a task, launch says what it can do', async (t) => {
  const { exitCode, stderr } = await tessera(['launch']);
  t.is(exitCode, 2);
  t.regex(String(stderr), /--since HEAD~1/);
});

test('a project, its working tree and its history are needed, and what is missing is said', async (t) => {
  const { path, commit, git } = await newRepository();
  await commit({ 'experiments/a.yaml': oneStep });
  await commit({ 'experiments/b.yaml': oneStep.replace('1e-2', '1e-3') });
  const folder = await newFolder();
  const [shallow, bare] = [join(folder, 'shallow'), join(folder, 'bare.git')];
  await git('clone', '--quiet', '--depth=1', `file://${path}`, shallow);
  await git('clone', '--quiet', '--bare', path, bare);
  const other = await newRepository();
  await mkdir(join(other.path, 'src'));
  for (const [args, place, message] of [
    [['--since', 'HEAD~1'], shallow, /this clone is shallow/],
    [['--install-hook'], bare, /bare repository/],
    [['--install-hook'], join(other.path, 'src'), /expected a project/],
    [['--status'], folder, /expected .* to be in a git repository/],
    [['--since', 'nowhere'], path, /expected --since to name a commit/],
    [['--cancel', 'x'], path, /expected the id or the file of a launch that waits or runs, got x/],
    [['--status', '--install-hook'], path, /--install-hook/],
  ] as const) {
    const { exitCode, stderr } = await runInProcess(['launch', ...args], place);
    t.is(exitCode, 2, args.join(' '));
    t.regex(stderr, message);
  }
  t.deepEqual((await readdir(shallow)).toSorted(), ['.git', 'experiments']);
});

test('the hook is installed for the project of a subfolder, and taken out again', async (t) => {
  const { path, commit } = await newRepository();
  await commit({ 'experiments/deep/a.yaml': oneStep });
  const folder = join(path, 'experiments/deep');
  const installed = await runInProcess(['launch', '--install-hook', '--pulls', '--runs', 'elsewhere'], folder);
  t.regex(installed.stdout, new RegExp(`below ${path}/experiments`));
  t.regex(installed.stdout, /each pull, merge and rebase/);
  t.regex((await runInProcess(['launch', '--status'], folder)).stdout, /^0 run, 0 wait\./);
  t.regex((await runInProcess(['launch', '--uninstall-hook'], folder)).stdout, /launch nothing in .* any more/);
  t.regex((await runInProcess(['launch', '--uninstall-hook'], path)).stdout, /There was no hook/);
});

test('without a hook, what commits changed runs here and now, once, and the exit code says how it ended', async (t) => {
  const { path, commit, git } = await newRepository();
  await commit({ '.gitignore': gitignore, 'experiments/old.yaml': oneStep });
  await commit({ 'experiments/new.yaml': oneStep.replace('1e-2', '1e-3') });
  const once = await tessera(['launch', '--since', 'HEAD~1', '--json'], { cwd: path });
  t.is(once.exitCode, 0, String(once.stderr));
  const [launch] = JSON.parse(String(once.stdout).split('\n').at(-1)!) as {
    file: string;
    state: string;
    commit: string;
  }[];
  t.like(launch, { file: 'experiments/new.yaml', state: 'completed', commit: await git('rev-parse', 'HEAD') });
  t.is((await readdir(join(path, 'runs'))).filter((name) => name.startsWith('tiny-')).length, 1);
  const again = await tessera(['launch', '--since', 'HEAD~1'], { cwd: path });
  t.is(again.exitCode, 0);
  t.regex(String(again.stdout), /experiments\/new\.yaml of \w{7}: has a run already, runs\/tiny-/);
});
