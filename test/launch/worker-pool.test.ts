import { join } from 'node:path';
import test from 'ava';
import { WorkerPool } from '../../src/launch/worker-pool.ts';
import { newFolder } from '../helpers/tessera.ts';

/** Answers each order at once, and ends with exit code 3 where an argument says so. */
const program =
  "process.on('message', ({args}) => args[0] === 'fail' ? process.exit(3) : process.send({exitCode: 0})); process.on('disconnect', () => process.exit(0))";

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
  pool.close();
});
