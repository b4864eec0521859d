import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { cancelledTasks, markCancelled, unmarkCancelled } from '../../src/jobs/cancelled.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a task is cancelled by a file with its number, until that is taken away', async (t) => {
  const sweep = await newFolder();
  t.deepEqual(await cancelledTasks(sweep), new Set());
  await markCancelled(sweep, [3, 12]);
  await markCancelled(sweep, [3]);
  t.deepEqual(await readdir(join(sweep, 'jobs', 'cancelled')), ['12', '3']);
  t.deepEqual(await cancelledTasks(sweep), new Set([12, 3]));
  await unmarkCancelled(sweep, [3, 4]);
  t.deepEqual(await cancelledTasks(sweep), new Set([12]));
});
