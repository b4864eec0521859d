import { readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { formatHolder } from '../../../src/core/lease/beat.ts';
import { readLeaseFile } from '../../../src/core/lease/holder.ts';
import { waitForLease, type Lease } from '../../../src/core/lease/index.ts';
import { exists } from '../../../src/core/exists.ts';
import { newFolder } from '../../helpers/tessera.ts';

const taken = async (beatEvery = 5): Promise<Lease> => waitForLease(join(await newFolder(), 'lease'), { beatEvery });

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5);
}

test('a held lease shows more and more heartbeats', async (t) => {
  const lease = await taken();
  await until(async () => (await readLeaseFile(lease.file))!.holder!.beats >= 3);
  await lease.assertHeld();
  await lease.release();
  t.false(await exists(lease.file));
});

test('a holder whose token was replaced is told at its next heartbeat, and at its next write', async (t) => {
  const lease = await taken();
  const other = formatHolder({ ...lease.holder, token: 'other' });
  await writeFile(lease.file, other);
  await until(() => lease.signal.aborted);
  const error = await t.throwsAsync(lease.assertHeld(), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'lease-lost');
  t.is(lease.signal.reason, error);
  await lease.release();
  t.is(await readFile(lease.file, 'utf8'), other, 'the lease of the other stays as it is');
});

test('a write finds the token gone before any heartbeat does', async (t) => {
  const lease = await taken(3_600_000);
  await writeFile(lease.file, formatHolder({ ...lease.holder, token: 'other' }));
  t.false(lease.signal.aborted);
  await t.throwsAsync(lease.assertHeld(), { instanceOf: TesseraError });
  t.true(lease.signal.aborted);
});

test('a lease that was deleted is lost', async (t) => {
  const lease = await taken();
  await rm(lease.file);
  await until(() => lease.signal.aborted);
  await t.throwsAsync(lease.assertHeld(), { instanceOf: TesseraError });
  await lease.release();
  t.false(await exists(lease.file));
});

test('a lease that cannot be read for a moment is not lost', async (t) => {
  const lease = await taken();
  // A link to itself, put there at once: no heartbeat finds the file missing.
  await symlink(basename(lease.file), `${lease.file}.loop`);
  await rename(`${lease.file}.loop`, lease.file);
  await t.throwsAsync(lease.assertHeld(), { code: 'ELOOP' });
  await sleep(30);
  t.false(lease.signal.aborted);
});

test('a lease goes with its folder when that is renamed', async (t) => {
  const folder = await newFolder();
  const lease = await waitForLease(join(folder, 'draft', 'lease'), { beatEvery: 5 });
  await until(async () => (await readLeaseFile(lease.file))!.holder!.beats > 0);
  await lease.move(join(folder, 'run', 'lease'), async () => {
    await rename(join(folder, 'draft'), join(folder, 'run'));
    // The folder is synced to the disk, which takes a while; heartbeats find no file meanwhile.
    await sleep(60);
  });
  t.false(lease.signal.aborted);
  const { beats } = (await readLeaseFile(lease.file))!.holder!;
  await until(async () => (await readLeaseFile(lease.file))!.holder!.beats > beats);
  await lease.assertHeld();
  await lease.release();
  t.false(await exists(join(folder, 'run', 'lease')));
});

test('a lease may be released twice, and its signal stays quiet', async (t) => {
  const lease = await taken(1);
  await Promise.all([lease.release(), lease.release()]);
  await sleep(10);
  t.false(lease.signal.aborted);
});
