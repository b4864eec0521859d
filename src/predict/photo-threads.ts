import { Worker } from 'node:worker_threads';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import { threadProgram } from '../core/thread-program.ts';
import { answerPhoto, type AnsweredPhoto, type PhotoTask } from './answer-photo.ts';
import type { Forward } from './forward.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';

/** What answers photos: it decodes them, asks the network, and writes files. */
export interface PhotoAnswerer {
  answer(task: PhotoTask): Promise<AnsweredPhoto>;
  close(): Promise<void>;
}

/** Answers photos in `count` threads, which start when they are first needed; with 0 in this one. */
export function photoAnswerer(count: number, forward: Forward): PhotoAnswerer {
  if (count === 0) return { answer: (task) => answerPhoto(task, forward), close: () => Promise.resolve() };
  let threads: Promise<PhotoThread[]> | undefined;
  const start = async () => {
    // Native libraries must be loaded in the main thread first, or they are unloaded when the first thread ends.
    await import('sharp');
    return Array.from({ length: count }, () => startThread(forward));
  };
  return {
    async answer(task) {
      const all = await (threads ??= start());
      const least = all.reduce((best, thread) => (thread.inHand() < best.inHand() ? thread : best));
      return least.answer(task);
    },
    async close() {
      await Promise.all(((await threads) ?? []).map((thread) => thread.close()));
    },
  };
}

interface PhotoThread extends PhotoAnswerer {
  /** Photos that it works on. */
  inHand(): number;
}

interface Waiting {
  readonly photo: string;
  resolve(answered: AnsweredPhoto): void;
  reject(error: Error): void;
}

function startThread(forward: Forward): PhotoThread {
  const worker = new Worker(threadProgram('src/workers/photos'));
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let failure: TesseraError | undefined;
  /** What the network failed with, by photo: whoever waits for the photo gets this very error. */
  const refusals = new Map<number, Error>();
  const send = (message: ToThread, transfer: readonly ArrayBuffer[] = []) => worker.postMessage(message, transfer);

  const ask = async ({ id, photo, image, size }: Extract<FromThread, { kind: 'ask' }>) => {
    try {
      const logits = (await forward(image, size)).slice();
      send({ kind: 'logits', id, logits }, [logits.buffer]);
    } catch (error) {
      refusals.set(photo, error as Error);
      send({ kind: 'refused', id });
    }
  };
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'ask') return void ask(message);
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answered') asker?.resolve(message.answered);
    else asker?.reject(refusals.get(message.id) ?? new TesseraError(message.problems));
  });
  const fail = (reason: string) => {
    failure ??= stopped(reason, [...waiting.values()]);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.on('error', (error) => fail(messageOf(error)));
  worker.on('exit', (code) => fail(`it ended with exit code ${code}`));
  return {
    inHand: () => waiting.size,
    answer: (task) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        const id = count++;
        waiting.set(id, { photo: task.photo, resolve, reject });
        send({ kind: 'photo', id, task });
      }),
    async close() {
      await worker.terminate();
    },
  };
}

function stopped(reason: string, waiting: readonly Waiting[]): TesseraError {
  const photos = waiting.map(({ photo }) => photo).join(', ');
  return new TesseraError({
    code: 'sample-failed',
    message: `a thread that answers photos stopped: ${reason}${photos === '' ? '' : `; it worked on ${photos}`}`,
    hints: ['leave this photo out; if it is no photo, start again: what is answered stays'],
  });
}
