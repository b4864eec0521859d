import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { localFile } from '../../../src/weights/sources/local-file.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('a path means a file, a checkpoint, or the best checkpoint of a run, or else its last', async (t) => {
  const run = await newFolder();
  const checkpoints = join(run, 'checkpoints');
  await mkdir(checkpoints);
  t.is(await localFile(run), undefined);
  await writeFile(join(checkpoints, 'last.safetensors'), '');
  t.is(await localFile(run), join(checkpoints, 'last.safetensors'));
  await writeFile(join(checkpoints, 'best.safetensors'), '');
  t.is(await localFile(run), join(checkpoints, 'best.safetensors'));
  t.is(await localFile(join(checkpoints, 'last')), join(checkpoints, 'last.safetensors'));
  t.is(await localFile(join(checkpoints, 'last.safetensors')), join(checkpoints, 'last.safetensors'));
  t.is(await localFile(join(run, 'gone')), undefined);
});
