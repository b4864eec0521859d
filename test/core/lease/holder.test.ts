import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { formatHolder } from '../../../src/core/lease/beat.ts';
import { describeHolder, readLeaseFile, type Holder } from '../../../src/core/lease/holder.ts';
import { newFolder } from '../../helpers/tessera.ts';

const holder: Holder = { host: 'a', machine: 'boot pid:[1]', pid: 7, began: '123', token: 'aabb', beats: 0 };

test('a holder is read as it was written', async (t) => {
  const file = join(await newFolder(), 'lease');
  for (const written of [holder, { ...holder, beats: 1234567890 }]) {
    await writeFile(file, formatHolder(written));
    t.like(await readLeaseFile(file), { holder: written, token: 'aabb' });
  }
});

test('no file is no lease', async (t) => {
  t.is(await readLeaseFile(join(await newFolder(), 'lease')), undefined);
});

test('what is no lease has a token of its own, and no holder', async (t) => {
  const file = join(await newFolder(), 'lease');
  const tokens = new Set<string>();
  for (const text of ['', '1', '{"host":"a","pid":1}']) {
    await writeFile(file, text);
    const lease = await readLeaseFile(file);
    t.is(lease?.holder, undefined);
    tokens.add(lease!.token);
  }
  t.is(tokens.size, 3);
});

test('a file that cannot be read is an error, and not an absent lease', async (t) => {
  await t.throwsAsync(readLeaseFile(await newFolder()), { code: 'EISDIR' });
});

test('a holder is named with host, process and since when; one of an earlier version without that', (t) => {
  t.is(
    describeHolder({ host: 'nodeA', pid: 42, since: '2026-11-25T18:03:12Z' }),
    'process 42 on nodeA (since 2026-11-25T18:03:12Z)',
  );
  t.is(describeHolder({ host: 'nodeA', pid: 42 }), 'process 42 on nodeA');
  t.is(describeHolder(undefined), 'a process that did not write down who it is');
});
