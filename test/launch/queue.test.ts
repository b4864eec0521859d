import test from 'ava';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { hasEnded, launchId, launchQueue, launchStates } from '../../src/launch/queue.ts';
import { aLaunch } from '../helpers/launches.ts';
import { newFolder } from '../helpers/tessera.ts';

test('what is written is read again, oldest first, by whoever opens the folder', async (t) => {
  const runs = await newFolder();
  const queue = launchQueue(runs);
  t.deepEqual([await queue.commits(), await queue.launches()], [[], []]);
  const first = await queue.addCommit({ bases: ['b'], head: 'h', branch: 'main', amends: 'x' });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const second = await queue.addCommit({ bases: [], head: 'i' });
  t.deepEqual(await launchQueue(runs).commits(), [first, second]);
  const ids = [launchId(second.id, 0), launchId(first.id, 9), launchId(first.id, 1)];
  for (const id of ids) await queue.write(aLaunch({ id }));
  t.deepEqual(
    (await launchQueue(runs).launches()).map(({ id }) => id),
    [`${first.id}-2`, `${first.id}-10`, `${second.id}-1`],
  );
  t.deepEqual(await queue.launch(`${first.id}-2`), aLaunch({ id: `${first.id}-2` }));
  await queue.removeCommit(first.id);
  t.deepEqual(await queue.commits(), [second]);
  t.is(await queue.launch('nothing'), undefined);
});

test('a launch is changed by writing it again; cancelling is asked for beside it', async (t) => {
  const queue = launchQueue(await newFolder());
  await queue.addCommit({ bases: [], head: 'h' });
  await queue.write(aLaunch());
  await queue.write(
    aLaunch({ state: 'failed', problems: [{ code: 'bad-value', message: 'm', where: { file: 'f', line: 1 } }] }),
  );
  t.like(await queue.launch('c0-1'), { state: 'failed', problems: [{ code: 'bad-value', message: 'm' }] });
  t.false(await queue.isCancelRequested('c0-1'));
  await queue.requestCancel('c0-1');
  t.true(await queue.isCancelRequested('c0-1'));
  t.is((await queue.launches()).length, 1);
});

test('git never sees the queue, and a file that can not be read is not passed over', async (t) => {
  const queue = launchQueue(await newFolder());
  await queue.addCommit({ bases: [], head: 'h' });
  t.is(await readFile(join(queue.folder, '.gitignore'), 'utf8'), '*\n');
  await writeFile(join(queue.folder, 'launches', 'c0-1.json'), '{"id": 1}');
  const error = await t.throwsAsync(queue.launches(), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-unreadable');
});

test('only what waits or runs has not ended', (t) => {
  t.deepEqual(
    launchStates.filter((state) => !hasEnded({ state })),
    ['waiting', 'running'],
  );
});
