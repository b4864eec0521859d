import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { moveAside } from '../../src/sweep/move-aside.ts';
import { newFolder } from '../helpers/tessera.ts';

test('what is moved aside keeps its content, and never replaces what was moved before', async (t) => {
  const sweep = await newFolder();
  const place = join(sweep, 'lr=1-id');
  for (const content of ['first', 'second', 'third']) {
    await mkdir(place);
    await writeFile(join(place, 'checkpoint'), content);
    await moveAside(place);
  }
  t.deepEqual(await readdir(sweep), ['aside']);
  const kept = ['lr=1-id', 'lr=1-id-2', 'lr=1-id-3'];
  t.deepEqual((await readdir(join(sweep, 'aside'))).sort(), kept);
  const contents = await Promise.all(kept.map((name) => readFile(join(sweep, 'aside', name, 'checkpoint'), 'utf8')));
  t.deepEqual(contents, ['first', 'second', 'third']);
});

test('nothing is moved from where nothing is', async (t) => {
  const sweep = await newFolder();
  t.is(await moveAside(join(sweep, 'absent')), undefined);
  t.deepEqual(await readdir(sweep), []);
});
