import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findPython, findTensorBoard } from '../../src/cli/tensorboard-program.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';

const onUnix = await testIf('linux');

/** A folder with shell scripts of these names. */
async function programs(scripts: Readonly<Record<string, string>>): Promise<string> {
  const folder = await newFolder();
  await mkdir(folder, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

onUnix('the Python that TESSERA_PYTHON names comes first', async (t) => {
  const folder = await programs({ mine: 'exit 0', python3: 'exit 0' });
  const mine = join(folder, 'mine');
  t.is(await findPython({ PATH: folder, TESSERA_PYTHON: mine }, ['numpy']), mine);
  t.deepEqual(await findTensorBoard({ PATH: folder, TESSERA_PYTHON: mine }), {
    executable: mine,
    args: ['-m', 'tensorboard.main'],
  });
});

onUnix('a Python that lacks a module is passed over, and the modules are asked for by name', async (t) => {
  const folder = await programs({ python3: 'exit 1', python: 'case "$2" in *numpy*h5py*) exit 0;; esac; exit 1' });
  t.is(await findPython({ PATH: folder }, ['numpy', 'h5py']), 'python');
  t.is(await findPython({ PATH: folder }, ['numpy']), undefined);
});

onUnix('without such a Python, a program on the PATH is taken if it can be run', async (t) => {
  const [empty, folder] = [await newFolder(), await programs({ tensorboard: 'exit 0' })];
  const environment = { PATH: [empty, folder].join(delimiter) };
  t.deepEqual(await findTensorBoard(environment), { executable: join(folder, 'tensorboard'), args: [] });
  await chmod(join(folder, 'tensorboard'), 0o644);
  t.is(await findTensorBoard(environment), undefined);
});
