import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { findLibrary } from '../../../../src/engine/backends/tensorflow/find-library.ts';

const header = 'include/tensorflow/c/c_api.h';

test('the folder of a wheel is found', finds, '', ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', header]);
test('the folder above it, such as site-packages, is found', finds, 'tensorflow', [
  'libtensorflow_cc.so.2',
  'libtensorflow_framework.so.2',
  header,
]);
test('the C archive is found', finds, '', ['lib/libtensorflow.so.2', 'lib/libtensorflow_framework.so.2', header]);

test('a wheel without headers is not taken', async (t) => {
  t.is(findLibrary(await folderWith('', ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])), undefined);
});

async function finds(t: ExecutionContext, below: string, files: readonly string[]): Promise<void> {
  const folder = await folderWith(below, files);
  t.is(findLibrary(folder)?.library, join(folder, below, files[0]!));
  t.is(findLibrary(folder)?.include, join(folder, below, 'include'));
}

async function folderWith(below: string, files: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-'));
  for (const file of files) {
    const path = join(folder, below, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
  }
  return folder;
}
