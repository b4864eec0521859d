import test from 'ava';
import { readdir } from 'node:fs/promises';
import { newRepository } from '../../helpers/repository.ts';
import { tessera, tinyExperiment } from '../../helpers/tessera.ts';

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
