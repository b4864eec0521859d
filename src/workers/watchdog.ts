import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { renderProblems, TesseraError } from '../core/errors/index.ts';
import { watchdogVariable, type WatchdogData, type WatchdogMessage } from '../core/watchdog.ts';
import { reportVariable, writeReport } from '../launch/report.ts';
import { endedRecord } from '../runs/attempts.ts';
import { runDirectory } from '../runs/directory.ts';

/**
 * The program of the thread that watches the main thread. It counts its own seconds, not those of a clock, so that a
 * machine or process that was asleep is not taken for a busy one.
 */
const numbers = new Int32Array((workerData as WatchdogData).shared);
let run: string | undefined;
let seen = Atomics.load(numbers, 0);
let seconds = 0;

parentPort!.on('message', (message: WatchdogMessage) => (run = message.run));
const timer = setInterval(() => {
  const now = Atomics.load(numbers, 0);
  const limit = Atomics.load(numbers, 1);
  seconds = now === seen ? seconds + 1 : 0;
  seen = now;
  if (seconds < limit) return;
  clearInterval(timer);
  void end(limit);
}, 1000);

/** Says why, records it, and kills the process: nothing else ends a main thread that never pauses. */
async function end(limit: number): Promise<void> {
  const error = new TesseraError({
    code: 'plugin-failed',
    message: `expected the code of plugins to pause, the main thread has been busy for ${limit} seconds`,
    hints: [
      'look in the plugins for a loop without an end; the last checkpoint is whole',
      `if a step may take so long, allow it more minutes: ${watchdogVariable}=120`,
    ],
  });
  try {
    writeSync(2, `${renderProblems(error.problems, { color: false })}\n`);
    const report = process.env[reportVariable];
    if (report) await writeReport(report, error);
    if (run !== undefined) await recordFailure(run, error.message);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}

async function recordFailure(path: string, message: string): Promise<void> {
  const directory = runDirectory(path);
  const record = await directory.readRecord();
  if (!record) return;
  const failure = { status: 'failed', error: message, seconds: record.seconds, images: 0, attemptSeconds: 0 } as const;
  await directory.writeRecord(endedRecord(record, failure));
}
