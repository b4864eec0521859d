import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes, type ExitCode } from '../../src/core/errors/index.ts';
import { serveOrders } from '../../src/cli/point-worker.ts';
import { reportVariable } from '../../src/launch/report.ts';
import type { WorkerOrder } from '../../src/launch/worker.ts';
import { newFolder } from '../helpers/tessera.ts';

async function stage(run: (args: readonly string[]) => Promise<ExitCode>) {
  const folder = await newFolder();
  const [channel, heard] = [new EventEmitter(), [] as string[]];
  const end = serveOrders(run, {
    on: (event: string, listener: (order: WorkerOrder) => void) => channel.on(event, listener),
    send: ({ exitCode }) => void heard.push(`answer ${exitCode}`),
    disconnect: () => void heard.push('disconnect'),
    stop: () => void heard.push('stop'),
  });
  const order = (name: string, isReusable = true) =>
    channel.emit('message', {
      args: ['run', name],
      isReusable,
      logFile: join(folder, `${name}.log`),
      reportFile: name,
    });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 10));
  return { folder, channel, heard, end, order, turn };
}

test.serial('each task has its own log, report and command line, and the process waits for the next', async (t) => {
  const seen: unknown[] = [];
  const { folder, channel, heard, end, order, turn } = await stage((args) => {
    process.stdout.write(`output of ${args[1]}\n`);
    seen.push([process.argv.slice(2), process.env[reportVariable]]);
    return Promise.resolve(exitCodes.done);
  });
  for (const name of ['a', 'b']) {
    order(name);
    await turn();
  }
  t.deepEqual(heard, ['answer 0', 'answer 0']);
  t.deepEqual(seen, [
    [['run', 'a'], 'a'],
    [['run', 'b'], 'b'],
  ]);
  t.is(await readFile(join(folder, 'b.log'), 'utf8'), 'output of b\n');
  channel.emit('disconnect');
  t.is(await end, exitCodes.done);
  delete process.env[reportVariable];
});

test.serial('it ends after a task that failed, and after one that is to have a process of its own', async (t) => {
  for (const [code, isReusable] of [
    [exitCodes.runFailed, true],
    [exitCodes.done, false],
  ] as const) {
    const { heard, end, order } = await stage(() => Promise.resolve(code));
    order('a', isReusable);
    t.is(await end, code);
    t.deepEqual(heard, ['disconnect']);
  }
  delete process.env[reportVariable];
});

test.serial('when the other process is gone, the task is asked to save, and then it ends', async (t) => {
  let finish!: (code: ExitCode) => void;
  const { channel, heard, end, order } = await stage(() => new Promise((resolve) => (finish = resolve)));
  order('a');
  channel.emit('disconnect');
  t.deepEqual(heard, ['stop']);
  finish(exitCodes.terminated);
  t.is(await end, exitCodes.terminated);
  delete process.env[reportVariable];
});
