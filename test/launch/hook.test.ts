import test from 'ava';
import { execa } from 'execa';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { installHook, uninstallHook } from '../../src/launch/hook.ts';
import { findProject } from '../../src/launch/project.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const read = (...path: string[]) => readFile(join(...path), 'utf8').catch(() => undefined);
const install = async (path: string, command: [string, ...string[]] = ['tessera', 'launch']) =>
  installHook(await findProject(path), command);
const uninstall = async (path: string) => uninstallHook(await findProject(path));

/** A hook that notes in which folder it was called, with what. */
async function withNotes(repository: Repository, project = repository.path) {
  await repository.executable(
    '.git/noted',
    `#!/bin/sh\necho "$(pwd) $* [$GIT_INDEX_FILE$GIT_DIR]" >> ${repository.path}/.git/noted.log\nexit 3\n`,
  );
  await install(project, [join(repository.path, '.git/noted'), "it's"]);
  return async () => ((await read(repository.path, '.git/noted.log')) ?? '').split('\n').filter(Boolean);
}

test('a commit calls the command, without the variables that git sets, and succeeds though the command fails', async (t) => {
  const repository = await newRepository();
  const noted = await withNotes(repository);
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  const call = `${repository.path} it's post-commit []`;
  t.deepEqual(await noted(), [call], 'the first commit has no parent');
  await repository.commit({ 'readme.md': '' });
  t.is((await noted()).length, 1, 'a commit without configurations or code is passed over');
  await repository.commit({ 'plugins/loss.mjs': '' });
  await repository.git('commit', '--quiet', '--amend', '--message=other', '--only');
  await repository.git('mv', 'readme.md', 'other.md');
  await repository.git('commit', '--quiet', '--amend', '--no-edit');
  t.deepEqual(await noted(), [call, call, call, call], 'and an amended one never is');
});

test('merges and rebases call it too', async (t) => {
  const repository = await newRepository();
  const { git, commit } = repository;
  await commit({ first: '' });
  await git('checkout', '--quiet', '-b', 'side');
  await commit({ side: '' });
  await git('checkout', '--quiet', 'main');
  await commit({ main: '' });
  const noted = await withNotes(repository);
  const words = async () => (await noted()).map((line) => line.replace(/^\S+ it's (.*) \[\]$/, '$1'));
  await git('checkout', '--quiet', '-b', 'merged');
  await git('merge', '--quiet', '--no-edit', 'side');
  t.deepEqual(await words(), ['post-merge 0']);
  await git('checkout', '--quiet', 'side');
  await git('rebase', '--quiet', 'main');
  t.deepEqual(await words(), ['post-merge 0', 'post-rewrite rebase']);
});

test('two projects of a repository are both called, each in its own folder, and removed one by one', async (t) => {
  const repository = await newRepository();
  const { path } = repository;
  await repository.commit({ 'a/experiments/x.yaml': '', "b b's/experiments/x.yaml": '' });
  const noted = await withNotes(repository, join(path, 'a'));
  await withNotes(repository, join(path, "b b's/experiments"));
  await repository.commit({ 'a/experiments/x.yaml': 'name: x' });
  t.deepEqual((await noted()).toSorted(), [`${path}/a it's post-commit []`, `${path}/b b's it's post-commit []`]);
  t.is((await uninstall(join(path, 'a'))).length, 1);
  await repository.commit({ 'a/experiments/x.yaml': 'name: y' });
  t.is((await noted()).length, 3);
  t.is((await uninstall(join(path, "b b's"))).length, 4, 'the last one takes the hooks with it');
  t.is(await read(path, '.git/hooks/post-commit'), undefined);
});

test('in a linked working tree the project there is called', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  const noted = await withNotes(repository);
  const linked = join(await newFolder(), 'linked');
  await repository.git('worktree', 'add', '--quiet', linked, '-b', 'side');
  await repository.git('-C', linked, 'rm', '--quiet', 'experiments/a.yaml');
  await repository.git('-C', linked, 'commit', '--quiet', '--message=x');
  t.deepEqual(await noted(), [`${linked} it's post-commit []`]);
});

test('hooks that are shared with other repositories do nothing there, and stay when one project is removed', async (t) => {
  const [repository, other] = [await newRepository(), await newRepository()];
  const shared = await newFolder();
  for (const { git } of [repository, other]) await git('config', 'core.hooksPath', shared);
  const noted = await withNotes(repository);
  const printed = await other.commit({ 'experiments/a.yaml': 'name: a' });
  t.is(printed, '');
  t.deepEqual(await noted(), []);
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  t.is((await noted()).length, 1);
  const content = await read(shared, 'post-commit');
  t.is((await uninstall(repository.path)).length, 1);
  t.is(await read(shared, 'post-commit'), content);
  await repository.commit({ 'experiments/a.yaml': 'name: b' });
  t.is((await noted()).length, 1);
});

test('the folder that husky generates anew is left alone: the hook goes where husky looks for it', async (t) => {
  const repository = await newRepository();
  const { path, executable, write, git } = repository;
  await write(
    '.husky/_/h',
    '#!/usr/bin/env sh\n[ -f "$(dirname "$0")/../$(basename "$0")" ] && sh -e "$(dirname "$0")/../$(basename "$0")" "$@"\n',
  );
  await executable('.husky/_/post-commit', '#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n');
  await write('.husky/post-commit', 'echo mine\n');
  await git('config', 'core.hooksPath', '.husky/_');
  const noted = await withNotes(repository);
  t.is(await repository.commit({ 'experiments/a.yaml': 'name: a' }), 'mine');
  t.is((await noted()).length, 1);
  t.notRegex((await read(path, '.husky/_/post-commit'))!, /tessera/);
  t.notRegex(
    (await read(path, '.husky/post-commit'))!,
    new RegExp(path),
    'the committed file names no place of this machine',
  );
  await uninstall(path);
  t.is(await read(path, '.husky/post-commit'), 'echo mine\n');
});

test('a hook that is there keeps its lines, also when it is installed twice and taken out again', async (t) => {
  const { path, executable } = await newRepository();
  const own = '#!/usr/bin/env bash\necho mine\nexit 0\n';
  await executable('.git/hooks/post-commit', own);
  const [file] = await install(path);
  t.is(file, join(path, '.git/hooks/post-commit'));
  const once = await read(file!);
  t.true(once!.startsWith('#!/usr/bin/env bash\n# >>> tessera launch >>>\n'));
  t.true(once!.endsWith('# <<< tessera launch <<<\necho mine\nexit 0\n'));
  t.is((await stat(file!)).mode & 0o111, 0o111);
  await install(path);
  t.is(await read(file!), once);
  t.true((await uninstall(path)).includes(file!));
  t.is(await read(file!), own);
  t.deepEqual(await uninstall(path), []);
});

test('core.hooksPath says where the hooks go, and a subfolder is part of its project', async (t) => {
  const { path, git, write } = await newRepository();
  await git('config', 'core.hooksPath', '.hooks');
  await write('experiments/deep/a.yaml', '');
  const names = ['post-commit', 'post-merge', 'post-rewrite'];
  t.deepEqual(
    await install(join(path, 'experiments/deep')),
    names.map((name) => join(path, '.hooks', name)),
  );
});

test('a hook in another language is left alone, and nothing is changed', async (t) => {
  const { path, executable } = await newRepository();
  await executable('.git/hooks/post-merge', '#!/usr/bin/env python3\nprint(1)\n');
  const error = await t.throwsAsync(install(path), { instanceOf: TesseraError });
  t.regex(error.problems[0]!.message, /shell script/);
  t.is(await read(path, '.git/hooks/post-commit'), undefined);
});

test('a line of the user that quotes the marker is not taken for a second block', async (t) => {
  const { path, executable } = await newRepository();
  const own = "#!/bin/sh\necho '# >>> tessera launch >>>'\n";
  await executable('.git/hooks/post-commit', own);
  const [file] = await install(path);
  const once = await read(file!);
  t.true(once!.endsWith("# <<< tessera launch <<<\necho '# >>> tessera launch >>>'\n"));
  await install(path);
  t.is(await read(file!), once);
  await uninstall(path);
  t.is(await read(file!), own);
});

test('a commit that is made with git told where its folder is calls it as well', async (t) => {
  const repository = await newRepository();
  const { path } = repository;
  const noted = await withNotes(repository);
  await repository.write('experiments/a.yaml', 'name: a');
  const env = { ...process.env, GIT_DIR: join(path, '.git'), GIT_INDEX_FILE: join(path, '.git/other-index') };
  await execa('git', ['add', '--all'], { cwd: path, env });
  await execa('git', ['commit', '--quiet', '--message=x'], { cwd: path, env });
  t.deepEqual(await noted(), [`${path} it's post-commit []`]);
});
