import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { WorkerPool } from '../../src/launch/worker-pool.ts';
import { newFolder } from '../helpers/tessera.ts';

/** Answers each order at once; `fail` ends it with exit code 3 instead, `leave` ends it after the answer. */
const program = `
  process.on('message', ({args: [what]}) => {
    if (what === 'fail') process.exit(3);
    process.send({exitCode: 0}, () => what === 'leave' && process.exit(0));
  });
  process.on('disconnect', () => process.exit(0));`;

test('a process does one task after the other, and another is started where it ended', async (t) => {
  const folder = await newFolder();
  const pool = new WorkerPool();
  const run = (arg: string) =>
    pool.run({
      name: arg,
      command: ['never'],
      workingDirectory: folder,
      environment: {},
      worker: {
        command: [process.execPath, '-e', program],
        args: [arg],
        isReusable: true,
        logFile: join(folder, 'workers.log'),
      },
    });
  const first = run('a');
  t.like(await first.ended, { exitCode: 0 });
  const second = run('fail');
  t.is(second.id, first.id);
  t.like(await second.ended, { exitCode: 3 });
  const third = run('b');
  t.not(third.id, first.id);
  t.like(await third.ended, { exitCode: 0 });
  const [again, beside] = [run('c'), run('d')];
  t.is(again.id, third.id);
  t.not(beside.id, third.id, 'a process does one task at a time');
  await Promise.all([again.ended, beside.ended]);
  const last = run('leave');
  t.like(await last.ended, { exitCode: 0 });
  while (isAlive(last.id!)) await sleep(5);
  const next = run('e');
  t.not(next.id, last.id, 'one that ended while it waited for work gets none');
  await next.ended;
  pool.close();
});

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
