import test from 'ava';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { findProject } from '../../src/launch/project.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a project is the nearest folder with experiments, from any folder inside it', async (t) => {
  const { path, write } = await newRepository();
  await write('tools/cells/experiments/deep/a.yaml', 'name: a');
  await write('tools/cells/src/x.txt', '');
  await write('experiments/b.yaml', 'name: b');
  const gitDirectory = join(path, '.git');
  const inner = { directory: join(path, 'tools/cells'), top: path, prefix: 'tools/cells', gitDirectory };
  for (const folder of ['tools/cells', 'tools/cells/src', 'tools/cells/experiments/deep'])
    t.deepEqual(await findProject(join(path, folder)), inner, folder);
  t.deepEqual(await findProject(join(path, 'tools')), { directory: path, top: path, prefix: '', gitDirectory });
});

test('the top of a repository is a project before it has experiments; a folder below it is not', async (t) => {
  const { path } = await newRepository();
  t.is((await findProject(path)).directory, path);
  await mkdir(join(path, 'src'));
  const error = await t.throwsAsync(findProject(join(path, 'src')), { instanceOf: TesseraError });
  t.regex(error.message, /expected a project, a folder that contains `experiments\/`, got .*src/);
});

test('a linked working tree is a project of its own in the same repository', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  const linked = join(await newFolder(), 'linked');
  await repository.git('worktree', 'add', '--quiet', linked, '-b', 'side');
  const { path } = repository;
  t.deepEqual(await findProject(linked), {
    directory: linked,
    top: linked,
    prefix: '',
    gitDirectory: join(path, '.git'),
  });
});

test('outside of a repository, in a bare one and in the folder of git, there is no project', async (t) => {
  await t.throwsAsync(findProject(await newFolder()), { message: /to be in a git repository/ });
  const { path, git } = await newRepository();
  const bare = join(await newFolder(), 'bare.git');
  await git('clone', '--quiet', '--bare', path, bare);
  await t.throwsAsync(findProject(bare), { message: /expected the working tree .* bare repository/ });
  await t.throwsAsync(findProject(join(path, '.git')), { message: /expected the working tree/ });
});
