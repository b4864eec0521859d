import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { formatHolder } from '../../../src/core/lease/beat.ts';
import { createBeater } from '../../../src/core/lease/beater.ts';
import { readLeaseFile, type Holder } from '../../../src/core/lease/holder.ts';
import { newFolder } from '../../helpers/tessera.ts';

const holder: Holder = { host: 'a', machine: 'boot pid:[1]', pid: 7, began: '123', token: 'aabb', beats: 5 };

async function beating() {
  const folder = await newFolder();
  const file = join(folder, 'lease');
  await writeFile(file, formatHolder(holder));
  const lost: string[] = [];
  const beater = createBeater((token, place) => lost.push(`${token} ${place}`));
  beater.start({ file, holder, every: 5 });
  const beats = async (place = file) => (await readLeaseFile(place))?.holder?.beats ?? -1;
  return { folder, file, lost, beater, beats };
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(5);
}

test('heartbeats are counted from where the lease stands, until they are stopped', async (t) => {
  const { file, lost, beater, beats } = await beating();
  await until(async () => (await beats()) >= 8);
  beater.stop('aabb');
  await sleep(30);
  const text = await readFile(file, 'utf8');
  await sleep(30);
  t.is(await readFile(file, 'utf8'), text);
  t.deepEqual(lost, []);
});

test('after a move they go on in the new place', async (t) => {
  const { folder, file, lost, beater, beats } = await beating();
  const moved = join(folder, 'moved');
  await rename(file, moved);
  beater.move('aabb', moved);
  const before = await beats(moved);
  await until(async () => (await beats(moved)) > before);
  beater.stop('aabb');
  t.deepEqual(await readdir(folder), ['moved']);
  // Between the rename and the move, a heartbeat may find that the old place is empty. Who moves it knows why.
  t.deepEqual(
    lost.filter((place) => place !== `aabb ${file}`),
    [],
  );
});

test('a lease that another process holds is told, with its place', async (t) => {
  const { file, lost, beater } = await beating();
  await writeFile(file, formatHolder({ ...holder, token: 'other' }));
  await until(() => lost.length > 0);
  beater.stop('aabb');
  t.is(lost[0], `aabb ${file}`);
});
