import { writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { formatHolder } from '../../../src/core/lease/beat.ts';
import { startBeating } from '../../../src/core/lease/heartbeats.ts';
import type { Holder } from '../../../src/core/lease/holder.ts';
import { newFolder } from '../../helpers/tessera.ts';

const holder: Holder = { host: 'a', machine: 'boot pid:[1]', pid: 7, began: '123', token: 'aabb', beats: 0 };

test('heartbeats go on while the main thread is busy, as in a long training step', async (t) => {
  const file = join(await newFolder(), 'lease');
  await writeFile(file, formatHolder(holder));
  const beating = startBeating({ file, holder, every: 5 }, () => t.fail('nobody else has it'));
  const beats = () => (JSON.parse(readFileSync(file, 'utf8')) as Holder).beats;
  // No event is handled in this thread until there are three.
  const seen = new Set<number>();
  while (seen.size < 4) seen.add(beats());
  beating.stop('aabb');
  t.deepEqual(
    [...seen],
    [...seen].toSorted((a, b) => a - b),
  );
});

test('who holds a lease is told that another process took it', async (t) => {
  const file = join(await newFolder(), 'lease');
  const mine = { ...holder, token: 'ccdd' };
  await writeFile(file, formatHolder({ ...mine, token: 'other' }));
  // Neither the thread nor its messages keep a process alive.
  const awake = setInterval(() => {}, 1000);
  const place = await new Promise<string>((lost) => startBeating({ file, holder: mine, every: 5 }, lost));
  clearInterval(awake);
  t.is(place, file);
});
