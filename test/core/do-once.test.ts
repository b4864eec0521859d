import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { doOnce } from '../../src/core/do-once.ts';
import { exists } from '../../src/core/exists.ts';
import { formatHolder } from '../../src/core/lease/beat.ts';
import { waitForLease } from '../../src/core/lease/index.ts';
import { fakeMachine, fakeTime } from '../helpers/machines.ts';
import { newFolder } from '../helpers/tessera.ts';

async function workplace() {
  const folder = await newFolder();
  const done = join(folder, 'done');
  let times = 0;
  return {
    lease: join(folder, 'lease'),
    isDone: () => exists(done),
    async work() {
      times++;
      await sleep(20);
      await writeFile(done, '');
    },
    times: () => times,
  };
}

test('of many at a time one does the work, and all return when it is done', async (t) => {
  const { lease, isDone, work, times } = await workplace();
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      await doOnce(lease, isDone, work, { lookEvery: 5 });
      t.true(await isDone());
    }),
  );
  t.is(times(), 1);
  t.false(await exists(lease));
});

test('work that is done is not done again, and asks for no lease', async (t) => {
  const { lease, isDone, work, times } = await workplace();
  await work();
  const held = await waitForLease(lease);
  await doOnce(lease, isDone, work);
  t.is(times(), 1);
  await held.release();
});

test('work that failed is tried by the next', async (t) => {
  const { lease, isDone, work, times } = await workplace();
  await t.throwsAsync(
    doOnce(lease, isDone, () => Promise.reject(new Error('disk full'))),
    { message: 'disk full' },
  );
  await doOnce(lease, isDone, work);
  t.is(times(), 1);
});

test('what a dead process of another machine left undone is done after a minute, and it is told for whom one waits', async (t) => {
  const { lease, isDone, work, times } = await workplace();
  await writeFile(lease, formatHolder({ host: 'B', machine: 'B', pid: 1, token: 'bb', beats: 5 }));
  const heard: unknown[] = [];
  const time = fakeTime();
  await doOnce(lease, isDone, work, {
    ...time,
    processes: fakeMachine('A'),
    onWait: (holder) => heard.push(holder?.host),
  });
  t.is(time.now(), 60_000);
  t.is(times(), 1);
  t.deepEqual(heard, ['B']);
});

test('the signal ends the waiting', async (t) => {
  const { lease, isDone, work, times } = await workplace();
  const held = await waitForLease(lease);
  const controller = new AbortController();
  const waiting = doOnce(lease, isDone, work, {
    signal: controller.signal,
    onWait: () => controller.abort(new Error('stop')),
  });
  await t.throwsAsync(waiting, { message: 'stop' });
  t.is(times(), 0);
  await held.release();
});
