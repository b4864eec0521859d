import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { formatHolder } from '../../src/core/lease/beat.ts';
import { createWatch } from '../../src/core/lease/index.ts';
import { claimPoint } from '../../src/sweep/claim.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a point is claimed by one, until that one releases it', async (t) => {
  const path = await newFolder();
  const claim = () => claimPoint(path, 'a', { watch: createWatch() });
  const first = await claim();
  t.truthy(first);
  t.is(await claim(), undefined);
  t.truthy(await claimPoint(path, 'b', { watch: createWatch() }), 'another point is free');
  await first!.release();
  const again = await claim();
  t.truthy(again);
  await again!.release();
});

test('the claim of a dead process is taken, that of another machine only when it was seen to be dead, or by force', async (t) => {
  const path = await newFolder();
  const lease = (await claimPoint(path, 'a', { watch: createWatch() }))!;
  await lease.release();
  const file = join(path, 'claims', 'a.lease');
  await writeFile(file, formatHolder({ ...lease.holder, pid: 2 ** 22 + 1 }));
  const taken = (await claimPoint(path, 'a', { watch: createWatch() }))!;
  t.truthy(taken);
  await taken.release();

  const elsewhere = formatHolder({ ...lease.holder, machine: 'B', host: 'B', pid: 7 });
  await writeFile(file, elsewhere);
  let now = 0;
  const watch = createWatch({ patience: 3000, now: () => now });
  t.is(await claimPoint(path, 'a', { watch }), undefined);
  for (; now < 4000; now += 1000) await claimPoint(path, 'a', { watch }).then((claim) => claim?.release());
  t.deepEqual(await readdir(join(path, 'claims')), []);
  await writeFile(file, elsewhere);
  const forced = await claimPoint(path, 'a', { watch: createWatch(), force: true });
  t.truthy(forced);
  await forced!.release();
});
