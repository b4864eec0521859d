import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { exitCodes, type ExitCode } from '../core/errors/index.ts';
import { reportVariable } from '../launch/report.ts';
import type { WorkerAnswer, WorkerOrder } from '../launch/worker.ts';

/** The channel to the process that started this one; `process` itself, save in tests. */
export interface WorkerChannel {
  on(event: 'message', listener: (order: WorkerOrder) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  send(answer: WorkerAnswer): void;
  disconnect(): void;
  /** Asks this process to save and end, as a scheduler does. */
  stop(): void;
}

/** What ends this process after a task: memory that tasks leave is nobody's any more then. */
const mostTasks = 100;
const mostBytes = 2 ** 30;

/**
 * Does the tasks that the process that started this one sends, one after the other, each as a process of its own would:
 * with its own log, report and command line. It ends after a task that didn't succeed, after many, or when it holds
 * much memory. When the other process ends, however it does, this one saves and ends too.
 * @returns the exit code of the last task
 */
export function serveOrders(
  run: (args: readonly string[]) => Promise<ExitCode>,
  channel: WorkerChannel,
): Promise<ExitCode> {
  let [tasks, isBusy, isAlone] = [0, false, false];
  return new Promise((resolve, reject) => {
    const end = (code: ExitCode) => {
      if (!isAlone) channel.disconnect();
      resolve(code);
    };
    const work = async ({ args, isReusable, logFile, reportFile }: WorkerOrder) => {
      isBusy = true;
      const release = takeOver(args, logFile, reportFile);
      const code = await run(args).finally(release);
      isBusy = false;
      const isSpent = ++tasks >= mostTasks || process.memoryUsage.rss() > mostBytes;
      if (isAlone || code !== exitCodes.done || !isReusable || isSpent) return end(code);
      channel.send({ exitCode: code });
    };
    channel.on('message', (order) => void work(order).catch(reject));
    channel.on('disconnect', () => {
      isAlone = true;
      if (isBusy) channel.stop();
      else end(exitCodes.done);
    });
  });
}

/** Makes this process look as if it had been started for a task. @returns what undoes it */
function takeOver(args: readonly string[], logFile: string, reportFile: string): () => void {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const [argv, streams] = [process.argv, [process.stdout, process.stderr]];
  const writes = streams.map((stream) => stream.write.bind(stream));
  for (const stream of streams) stream.write = (text: string | Uint8Array) => writeAll(log, text);
  process.argv = [...argv.slice(0, 2), ...args];
  process.env[reportVariable] = reportFile;
  return () => {
    for (const [index, stream] of streams.entries()) stream.write = writes[index]!;
    process.argv = argv;
    closeSync(log);
  };
}

/** A log that can't be written, as on a full disk, ends nothing. */
function writeAll(log: number, text: string | Uint8Array): true {
  try {
    writeSync(log, typeof text === 'string' ? Buffer.from(text) : text);
  } catch {
    return true;
  }
  return true;
}

/** This process's own channel. */
export function processChannel(): WorkerChannel {
  return {
    on: (event: string, listener: (order: WorkerOrder) => void) => process.on(event, listener as () => void),
    send: (answer) => void process.send?.(answer),
    disconnect: () => process.disconnect?.(),
    // Until a run listens, the signal ends the process at once, and there is nothing to save.
    stop: () => void process.kill(process.pid, 'SIGTERM'),
  };
}
