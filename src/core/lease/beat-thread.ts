import { parentPort } from 'node:worker_threads';
import { createBeater, type BeatingLease } from './beater.ts';

/** What the main thread asks of the thread that writes heartbeats. */
export type BeatRequest =
  | { readonly kind: 'start'; readonly lease: BeatingLease }
  | { readonly kind: 'move'; readonly token: string; readonly file: string }
  | { readonly kind: 'stop'; readonly token: string };

/** What the thread tells: the lease in this file is another's, or gone. */
export interface BeatLost {
  readonly token: string;
  readonly file: string;
}

/** The program of the thread. It loads nothing but this, so that it starts quickly. */
const beater = createBeater((token, file) => parentPort!.postMessage({ token, file } satisfies BeatLost));
parentPort!.on('message', (request: BeatRequest) => {
  if (request.kind === 'start') beater.start(request.lease);
  else if (request.kind === 'move') beater.move(request.token, request.file);
  else beater.stop(request.token);
});
