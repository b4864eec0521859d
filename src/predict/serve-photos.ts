import { TesseraError } from '../core/errors/index.ts';
import { answerPhoto } from './answer-photo.ts';
import type { Forward } from './forward.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';

/** The port to the main thread. */
export interface ThreadPort {
  on(event: 'message', listener: (message: ToThread) => void): unknown;
  postMessage(message: FromThread, transfer: readonly ArrayBuffer[]): void;
}

/** Runs in a worker thread: answers the photos that the main thread sends, whose network it asks. */
export function servePhotos(port: ThreadPort): void {
  const asked = new Map<number, { resolve(logits: Float32Array): void; reject(error: Error): void }>();
  let count = 0;
  const send = (message: FromThread, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const forwardFor =
    (photo: number): Forward =>
    (image, { height, width }) =>
      new Promise((resolve, reject) => {
        const id = count++;
        asked.set(id, { resolve, reject });
        const own = image.slice();
        send({ kind: 'ask', id, photo, image: own, size: { height, width } }, [own.buffer]);
      });

  port.on('message', (message: ToThread) => {
    if (message.kind === 'photo') {
      const { id, task } = message;
      answerPhoto(task, forwardFor(id)).then(
        (answered) => send({ kind: 'answered', id, answered }),
        (error: unknown) => send({ kind: 'failed', id, problems: problemsOf(error) }),
      );
      return;
    }
    const waiting = asked.get(message.id);
    asked.delete(message.id);
    if (message.kind === 'logits') waiting?.resolve(message.logits);
    else waiting?.reject(new Error('the network gave no answer'));
  });
}

function problemsOf(error: unknown): TesseraError['problems'] {
  if (error instanceof TesseraError) return error.problems;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [{ code: 'run-failed', message: `a worker thread failed: ${text}` }];
}
