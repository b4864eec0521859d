import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { deleteCheckpoints, whyDeleted } from '../../src/runs/delete-checkpoints.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

async function aRun(): Promise<{ path: string; checkpoints: string }> {
  const path = join(await newFolder(), 'pets-1a2b');
  await fakeRun(path, { metrics: { iou: 1 } });
  const checkpoints = join(path, 'checkpoints');
  await mkdir(checkpoints);
  for (const name of ['last.safetensors', 'best.safetensors', 'mine.txt'])
    await writeFile(join(checkpoints, name), 'x');
  return { path, checkpoints };
}
const all = ['best.safetensors', 'last.safetensors', 'mine.txt'];

test('checkpoints of a complete run go, and the reason stays in their place', async (t) => {
  const { path, checkpoints } = await aRun();
  t.is(await whyDeleted(checkpoints), undefined);
  const before = (await readdir(path)).toSorted();
  t.is(await deleteCheckpoints(path, 'only three stay'), 2);
  t.false(existsSync(join(checkpoints, 'last.safetensors')), 'it is gone by then');
  t.deepEqual((await readdir(checkpoints)).toSorted(), ['deleted.txt', 'mine.txt']);
  t.is(await whyDeleted(checkpoints), 'only three stay');
  t.deepEqual((await readdir(path)).toSorted(), before, 'all else stays, and no lease is left');
  t.is(await deleteCheckpoints(path, 'again'), 0);
  t.is(await whyDeleted(checkpoints), 'only three stay');
});

test('nothing goes of a run that a process holds', async (t) => {
  const { path, checkpoints } = await aRun();
  const lease = (await tryLease(join(path, 'run.lease'))) as Lease;
  t.is(await deleteCheckpoints(path, 'x'), 0);
  await lease.release();
  t.deepEqual((await readdir(checkpoints)).toSorted(), all);
});

test('nothing goes of a run that is not complete, or has no result', async (t) => {
  const failed = await aRun();
  await fakeRun(failed.path, { record: { status: 'failed' } });
  t.is(await deleteCheckpoints(failed.path, 'x'), 0);
  const without = await aRun();
  await rm(join(without.path, 'result.json'));
  t.is(await deleteCheckpoints(without.path, 'x'), 0);
  for (const { checkpoints } of [failed, without]) t.deepEqual((await readdir(checkpoints)).toSorted(), all);
  t.is(await deleteCheckpoints(join(await newFolder(), 'none'), 'x'), 0);
});

test('what cannot be deleted is an error, and the lease is given back', async (t) => {
  const { path, checkpoints } = await aRun();
  await mkdir(join(checkpoints, 'odd.safetensors'));
  await t.throwsAsync(deleteCheckpoints(path, 'x'), { code: 'ERR_FS_EISDIR' });
  t.false(existsSync(join(path, 'run.lease')));
});
