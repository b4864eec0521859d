import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { beat, formatHolder } from '../../../src/core/lease/beat.ts';
import type { Holder } from '../../../src/core/lease/holder.ts';
import { newFolder } from '../../helpers/tessera.ts';

const holder: Holder = { host: 'a', machine: 'boot pid:[1]', pid: 7, began: '123', token: 'aabb', beats: 0 };

test('a heartbeat changes the digits in place, in its own lease only', async (t) => {
  const file = join(await newFolder(), 'lease');
  await writeFile(file, formatHolder(holder));
  t.true(await beat(file, { ...holder, beats: 41 }));
  t.is(await readFile(file, 'utf8'), formatHolder({ ...holder, beats: 41 }));
  t.false(await beat(file, { ...holder, token: 'other', beats: 42 }));
  t.is(await readFile(file, 'utf8'), formatHolder({ ...holder, beats: 41 }));
});

test('a lease is lost where the file is gone or is no lease, and not where it cannot be read', async (t) => {
  const file = join(await newFolder(), 'lease');
  t.false(await beat(file, holder));
  await writeFile(file, 'null');
  t.false(await beat(file, holder));
  t.is(await readFile(file, 'utf8'), 'null');
  await rm(file);
  await symlink('lease', file);
  t.true(await beat(file, holder), 'a link to itself');
});
