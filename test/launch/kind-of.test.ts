import test from 'ava';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf } from '../../src/launch/kind-of.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a path has nothing, a folder, a file or a link, which is not followed', async (t) => {
  const folder = await newFolder();
  const at = (name: string) => join(folder, name);
  await mkdir(at('folder'));
  await writeFile(at('file'), '');
  await symlink(at('folder'), at('to-folder'));
  await symlink(at('missing'), at('to-nothing'));
  const kinds = ['folder', 'file', 'to-folder', 'to-nothing', 'missing', 'file/below', 'to-folder/below'];
  t.deepEqual(await Promise.all(kinds.map((name) => kindOf(at(name)))), [
    'folder',
    'file',
    'link',
    'link',
    'nothing',
    'nothing',
    'nothing',
  ]);
});
