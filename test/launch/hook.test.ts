import test from 'ava';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { installHook, uninstallHook } from '../../src/launch/hook.ts';
import { newRepository } from '../helpers/repository.ts';

const hookOf = (path: string) => join(path, '.git/hooks/post-commit');
const read = (file: string) => readFile(file, 'utf8').catch(() => undefined);

/** A hook that notes the folder it ran in. */
async function repositoryWithHook() {
  const repository = await newRepository();
  await repository.executable(
    'bin/noted',
    '#!/bin/sh\necho "$PWD $* [$GIT_INDEX_FILE]" >> "$(dirname "$0")/../.git/noted.log"\nexit 3\n',
  );
  await installHook(repository.path, [join(repository.path, 'bin/noted'), "it's", 'launch']);
  return {
    ...repository,
    noted: async () => ((await read(join(repository.path, '.git/noted.log'))) ?? '').split('\n').filter(Boolean),
  };
}

test('a commit with an experiment runs the command, without the variables that git sets, and succeeds though the command fails', async (t) => {
  const repository = await repositoryWithHook();
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  t.deepEqual(await repository.noted(), [`${repository.path} it's launch []`], 'the first commit has no parent');
  await repository.commit({ 'readme.md': '' });
  t.is((await repository.noted()).length, 1, 'a commit without YAML runs nothing');
  await repository.commit({ 'experiments/b.yaml': 'name: b' });
  t.is((await repository.noted()).length, 2);
});

test('a merge that is committed runs it too, a rebase does not', async (t) => {
  const repository = await repositoryWithHook();
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit({ 'experiments/side.yaml': 'name: side' });
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ 'experiments/main.yaml': 'name: main' });
  t.is((await repository.noted()).length, 3);
  await repository.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
  await repository.git('commit', '--quiet', '--no-edit');
  t.is((await repository.noted()).length, 4);
  await repository.git('checkout', '--quiet', '-b', 'other', 'HEAD~1');
  await repository.commit({ 'experiments/other.yaml': 'name: other' });
  const before = (await repository.noted()).length;
  await repository.git('rebase', '--quiet', 'main');
  t.is((await repository.noted()).length, before);
});

test('a hook that is there keeps its lines, also when it is installed twice and taken out again', async (t) => {
  const { path, executable } = await newRepository();
  const own = '#!/usr/bin/env bash\necho mine\nexit 0\n';
  await executable('.git/hooks/post-commit', own);
  const file = await installHook(path, ['tessera', 'launch']);
  t.is(file, hookOf(path));
  const once = await read(file);
  t.true(once!.startsWith('#!/usr/bin/env bash\n# >>> tessera launch >>>\n'));
  t.true(once!.endsWith('# <<< tessera launch <<<\necho mine\nexit 0\n'));
  await installHook(path, ['tessera', 'launch']);
  t.is(await read(file), once);
  t.is(await uninstallHook(path), file);
  t.is(await read(file), own);
  t.is(await uninstallHook(path), undefined);
});

test('a hook of its own is executable, and gone when it is taken out', async (t) => {
  const { path } = await newRepository();
  const file = await installHook(path, ['tessera']);
  t.is((await stat(file)).mode & 0o111, 0o111);
  await uninstallHook(path);
  t.is(await read(file), undefined);
});

test('core.hooksPath says where the hook goes', async (t) => {
  const { path, git } = await newRepository();
  await git('config', 'core.hooksPath', '.hooks');
  t.is(await installHook(path, ['tessera']), join(path, '.hooks/post-commit'));
});

test('a hook in another language is left alone', async (t) => {
  const { path, executable } = await newRepository();
  await executable('.git/hooks/post-commit', '#!/usr/bin/env python3\nprint(1)\n');
  const error = await t.throwsAsync(installHook(path, ['tessera']), { instanceOf: TesseraError });
  t.regex(error.problems[0]!.message, /shell script/);
});

test('a line of the user that quotes the marker is not taken for a second block', async (t) => {
  const { path, executable } = await newRepository();
  const own = "#!/bin/sh\necho '# >>> tessera launch >>>'\n";
  await executable('.git/hooks/post-commit', own);
  const file = await installHook(path, ['tessera', 'launch']);
  const once = await read(file);
  t.true(once!.endsWith("# <<< tessera launch <<<\necho '# >>> tessera launch >>>'\n"));
  await installHook(path, ['tessera', 'launch']);
  t.is(await read(file), once);
  await uninstallHook(path);
  t.is(await read(file), own);
});
