import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { changedBase, differencesOf } from '../../src/sweep/changed-base.ts';
import { writeLedger } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeSweep } from './sweep-fixture.ts';

test('differences are a line for each key', (t) => {
  t.deepEqual(differencesOf('a: 1\nb: {c: 2, d: [1, 2]}', 'a: 1\nb: {c: 3, d: [1]}\ne: x'), [
    'b.c: 2 -> 3',
    'b.d: 1, 2 -> 1',
    'e: nothing -> x',
  ]);
  t.deepEqual(differencesOf('a: 1', 'a: 1'), ['the code of its plugins']);
});

test('the newest sweep of the same file with another base is compared, unless this sweep is there', async (t) => {
  const runs = await newFolder();
  const loaded = { ...fakeSweep([]), yaml: 'a: 9' };
  const put = async (name: string, base: string, startedAt: string, file = loaded.file) => {
    await mkdir(join(runs, name));
    await writeLedger(join(runs, name), { name: 'fake', file, startedAt, base, axes: [], points: [] });
    await writeFile(join(runs, name, 'base.yaml'), `a: ${base}`);
  };
  const found = () => changedBase(runs, loaded, join(runs, 'fake-ad79606a'));
  t.is(await found(), undefined);
  await put('fake-00000001', '1', '2026-01-01');
  await put('fake-00000002', '2', '2026-01-03');
  await put('fake-00000003', '3', '2026-01-04', 'another.yaml');
  t.deepEqual(await found(), { path: join(runs, 'fake-00000002'), differences: ['a: 2 -> 9'] });
  await put('fake-ad79606a', loaded.id, '2026-01-02');
  t.is(await found(), undefined);
});
