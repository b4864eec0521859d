import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { execa } from 'execa';
import { TesseraError, type Problem } from '../../src/core/errors/index.ts';
import { assertCanMake, assertNameFits, folderProblems } from '../../src/runs/check-folder.ts';
import { fromSource } from '../helpers/from-source.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a folder that can be made has no problems, and nothing is written', async (t) => {
  const folder = await newFolder();
  t.deepEqual(await folderProblems(join(folder, 'runs', 'a-123456789012')), []);
  t.deepEqual(await folderProblems(join(folder, `${'a'.repeat(200)}-123456789012`)), []);
  t.deepEqual(await readdir(folder), []);
});

test('a name that is too long is told at the key of the name, whether the folders above are there or not', async (t) => {
  const folder = await newFolder();
  for (const above of [folder, join(folder, 'runs', 'deeper')]) {
    const [problem, ...others] = await folderProblems(join(above, 'x'.repeat(300)));
    t.like(problem, { code: 'bad-runs-folder', path: 'name' });
    t.regex(problem!.message, /got a name of 300 bytes$/);
    t.deepEqual(others, []);
  }
});

test('a name that fits, but not while it is written beside its place, is too long', async (t) => {
  const [problem] = await folderProblems(join(await newFolder(), 'x'.repeat(250)));
  t.regex(problem!.message, /a name of 250 bytes$/);
});

test('whether the name fits is asked alone, before anything looks for a run there', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'runs'), '');
  await assertNameFits(join(folder, 'runs', 'x'));
  await t.throwsAsync(assertNameFits(join(folder, 'x'.repeat(300))), { message: /got a name of 300 bytes/ });
});

test('bytes count, not characters', async (t) => {
  const [problem] = await folderProblems(join(await newFolder(), 'ü'.repeat(150)));
  t.regex(problem!.message, /a name of 300 bytes$/);
});

test('a path that is too long as a whole is told', async (t) => {
  const deep = join(await newFolder(), ...Array.from({ length: 41 }, () => 'y'.repeat(99)));
  const [problem] = await folderProblems(deep);
  t.like(problem, { code: 'bad-runs-folder', path: 'name' });
  t.regex(problem!.message, /got a path of 41\d\d$/);
});

test('a file in the place of a folder is told', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'runs'), '');
  const [problem, ...others] = await folderProblems(join(folder, 'runs', 'a-1'));
  t.like(problem, { code: 'bad-runs-folder' });
  t.regex(problem!.message, /runs is a file$/);
  t.deepEqual(others, []);
});

test('a folder without the right to write is told', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'runs'));
  await chmod(folder, 0o755);
  await chmod(join(folder, 'runs'), 0o555);
  const module = new URL('../../src/runs/check-folder.ts', import.meta.url).href;
  const code = `import { folderProblems } from ${JSON.stringify(module)};
    console.log(JSON.stringify(await folderProblems(${JSON.stringify(join(folder, 'runs', 'a-1'))})));`;
  // Root may write everywhere, so the check runs as another user.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const args = [...fromSource, '--input-type=module', '--eval', code];
  const { stdout } = await execa(process.execPath, args, user);
  const [problem, ...others] = JSON.parse(stdout) as Problem[];
  t.like(problem, { code: 'bad-runs-folder' });
  t.regex(problem!.message, /runs is not writable \(EACCES\)$/);
  t.deepEqual(others, []);
});

test('what is in the way is thrown as one error', async (t) => {
  const error = await t.throwsAsync(assertCanMake(join(await newFolder(), 'x'.repeat(300))), {
    instanceOf: TesseraError,
  });
  t.is(error.exitCode, 2);
});
