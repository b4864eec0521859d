import test from 'ava';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newRepository } from '../../helpers/repository.ts';
import { tessera, tinyExperiment } from '../../helpers/tessera.ts';

const oneStep = tinyExperiment.replace('epochs: 3', 'epochs: 1').replace('train: 8', 'train: 4');
const gitignore = 'runs/\n';

test('with the hook, committing an experiment trains it in the background, once', async (t) => {
  const repository = await newRepository();
  const installed = await tessera(['launch', '--install-hook'], { cwd: repository.path });
  t.is(installed.exitCode, 0, String(installed.stderr));
  const printed = await repository.commit({ '.gitignore': gitignore, 'experiments/tiny.yaml': oneStep });
  t.regex(printed, /launching experiments\/tiny\.yaml in the background \(process \d+\)/);
  const log = await untilLogged(join(repository.path, 'runs/launch.log'), /tiny\.yaml: (?!.*\[)\w+/);
  t.regex(log, /experiments\/tiny\.yaml: completed/);
  t.is((await readdir(join(repository.path, 'runs'))).filter((name) => name.startsWith('tiny-')).length, 1);

  const again = await tessera(['launch', '--since', 'HEAD~1'], { cwd: repository.path });
  t.is(again.exitCode, 0);
  t.regex(String(again.stdout), /experiments\/tiny\.yaml: has a run already: runs\/tiny-[0-9a-f]{12} \(completed\)/);
});

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
  t.deepEqual(JSON.parse(String(stdout)), [
    { file: 'experiments/good.yaml', outcome: 'waiting' },
    { file: 'experiments/bad.yaml', outcome: 'invalid' },
  ]);
  t.false((await readdir(repository.path)).includes('runs'));
});

test('without a task, launch says what it can do', async (t) => {
  const { exitCode, stderr } = await tessera(['launch']);
  t.is(exitCode, 2);
  t.regex(String(stderr), /--since HEAD~1/);
});

async function untilLogged(file: string, pattern: RegExp): Promise<string> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (pattern.test(text)) return text;
    await sleep(200);
  }
}
