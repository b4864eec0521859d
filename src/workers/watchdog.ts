import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { renderProblems } from '../core/errors/index.ts';
import { stillFor } from '../core/still-for.ts';
import { tooBusy, type WatchdogData, type WatchdogMessage } from '../core/watchdog.ts';
import { reportVariable, writeReport } from '../launch/report.ts';
import { endedRecord } from '../runs/attempts.ts';
import { runDirectory } from '../runs/directory.ts';

/** The program of the thread that watches the main thread. */
const numbers = new Int32Array((workerData as WatchdogData).shared);
const limit = () => Atomics.load(numbers, 1);
const isStill = stillFor(limit);
let run: string | undefined;

parentPort!.on('message', (message: WatchdogMessage) => (run = message.run));
const timer = setInterval(() => {
  if (!isStill(Atomics.load(numbers, 0))) return;
  clearInterval(timer);
  void end(limit());
}, 1000);

/** Says why, records it, and kills the process: nothing else ends a main thread that never pauses. */
async function end(seconds: number): Promise<void> {
  const error = tooBusy('the main thread', seconds);
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
