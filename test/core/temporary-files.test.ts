import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { isTemporary, removeTemporaryFiles, temporaryPath } from '../../src/core/temporary-files.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a temporary path is beside its file, names the process, and is new each time', (t) => {
  const [first, second] = [temporaryPath('/a/run.json'), temporaryPath('/a/run.json')];
  t.is(dirname(first), '/a');
  t.true(first.startsWith(`/a/run.json.${process.pid}-`));
  t.not(first, second);
  t.true(isTemporary(first));
});

test('only temporary files and folders are removed', async (t) => {
  const folder = await newFolder();
  for (const name of ['run.json', 'notes.tmp', 'tmp', temporaryPath('run.json')])
    await writeFile(join(folder, name), '');
  await mkdir(join(folder, temporaryPath('draft'), 'inside'), { recursive: true });
  await removeTemporaryFiles(folder);
  t.deepEqual((await readdir(folder)).sort(), ['notes.tmp', 'run.json', 'tmp']);
});

test('a folder that is not there has nothing to remove', async (t) => {
  await t.notThrowsAsync(removeTemporaryFiles(join(await newFolder(), 'absent')));
});
