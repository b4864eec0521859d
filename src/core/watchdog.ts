import { isMainThread, Worker } from 'node:worker_threads';
import { TesseraError } from './errors/index.ts';

/** What the thread that watches is given. */
export interface WatchdogData {
  /** Two numbers: how often the main thread showed life, and the seconds that it may take until the next time. */
  readonly shared: SharedArrayBuffer;
}

/** Tells the watching thread which run is in training, so that it can record the failure; undefined after its end. */
export interface WatchdogMessage {
  readonly run: string | undefined;
}

/** Environment variable with the minutes that a thread may be busy; 0 for any time. */
export const watchdogVariable = 'TESSERA_WATCHDOG_MINUTES';
const defaultMinutes = 30;
/** Modules are loaded in less time, whatever the machine. */
export const loadingSeconds = 60;

interface Watchdog {
  readonly worker: Worker;
  readonly numbers: Int32Array;
  readonly seconds: number;
}

let program: (() => URL) | undefined;
let watchdog: Watchdog | undefined;

/** Lets plugins of this process be watched, by this program of a thread. */
export function enableWatchdog(threadProgram: () => URL): void {
  program = threadProgram;
}

/**
 * Does `work`, which runs code of a plugin for the first time. From here on, a thread kills this process if its main
 * thread has been busy for longer than the limit without a turn of the event loop, as in an endless loop.
 */
export async function watchingPlugins<T>(work: () => Promise<T>): Promise<T> {
  const dog = (watchdog ??= start());
  if (!dog) return work();
  Atomics.store(dog.numbers, 1, Math.min(loadingSeconds, dog.seconds));
  try {
    return await work();
  } finally {
    Atomics.store(dog.numbers, 1, dog.seconds);
  }
}

/** Names the run that is in training, if plugins are watched. */
export function watchRun(run: string | undefined): void {
  watchdog?.worker.postMessage({ run } satisfies WatchdogMessage);
}

function start(): Watchdog | undefined {
  const seconds = limitSeconds();
  if (!program || !isMainThread || seconds === 0) return undefined;
  const shared = new SharedArrayBuffer(8);
  const numbers = new Int32Array(shared);
  numbers[1] = seconds;
  const worker = new Worker(program(), { workerData: { shared } satisfies WatchdogData });
  worker.unref();
  setInterval(() => Atomics.add(numbers, 0, 1), 500).unref();
  return { worker, numbers, seconds };
}

/** The limit in seconds, rounded up. */
export function limitSeconds(environment: NodeJS.ProcessEnv = process.env): number {
  const text = environment[watchdogVariable] ?? '';
  const minutes = text.trim() === '' ? defaultMinutes : Number(text);
  return Math.ceil((Number.isFinite(minutes) && minutes >= 0 ? minutes : defaultMinutes) * 60);
}

/**
 * The error over a thread that has been busy for too long, or didn't get on with what it does.
 * @param samples which samples it works on, where it makes samples
 */
export function tooBusy(thread: string, seconds: number, samples?: readonly string[]): TesseraError {
  const work = samples ? ` with the sample ${samples.join(' and ')}` : '';
  return new TesseraError({
    code: 'plugin-failed',
    message: `expected the code of plugins to pause, ${thread} has been busy for ${seconds} seconds${work}`,
    hints: [
      'look in the plugins for a loop without an end; the last checkpoint is whole',
      `if ${samples ? 'a sample' : 'a step'} may take so long, allow it more minutes: ${watchdogVariable}=120`,
    ],
  });
}
