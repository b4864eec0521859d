import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { openSummaryWriter } from 'tensorboard-ts-writer';
import { boardSession } from '../../src/board/session.ts';
import { newFolder } from '../helpers/tessera.ts';

test('the hyper-parameters are those that the run logged when it began', async (t) => {
  const folder = await newFolder();
  const first = openSummaryWriter(folder, { firstStep: 0 });
  first.text('config', 0, 'name: x');
  first.startSession({ lr: 0.25, loss: 'focal' });
  await first.close();
  const resumed = openSummaryWriter(folder, { firstStep: 5 });
  resumed.scalar('loss', 5, 1);
  await resumed.close();
  t.deepEqual(await boardSession(folder), { hyperParameters: { lr: 0.25, loss: 'focal' }, splits: [] });
});

test('a run of an earlier version has folders for its splits', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'val'));
  await mkdir(join(folder, 'checkpoints'));
  t.deepEqual(await boardSession(folder), { splits: ['val'] });
});

test('event files that are none, and a folder that is not there, tell nothing', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'events.out.tfevents.1.x'), Buffer.alloc(200, 1));
  t.deepEqual(await boardSession(folder), { splits: [] });
  t.deepEqual(await boardSession(join(folder, 'absent')), { splits: [] });
});
