import { decode } from './decode.ts';
import type { Answer, FromWorker, Photo, ToWorker } from './messages.ts';
import { loadNetwork, type LoadedNetwork } from './network.ts';
import { sizeToRead } from './photo-size.ts';
import { segment } from './segment.ts';

/**
 * The program that segments photos beside the page, which stays responsive. It is a worker of its own, so that it can
 * be ended where a device hangs.
 */
let loaded: Promise<LoadedNetwork> | undefined;
let description: (ToWorker & { kind: 'load' })['description'];

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'load') void load(data);
  else void answer(data.photo);
});

async function load(message: ToWorker & { kind: 'load' }): Promise<void> {
  description = message.description;
  loaded = loadNetwork(new URL('.', import.meta.url), message.device, (done, total) =>
    send({ kind: 'loading', loaded: done, total }),
  );
  try {
    send({ kind: 'ready', threads: (await loaded).threads });
  } catch (error) {
    send({ kind: 'failed', failure: { why: 'network', message: String(error) } });
  }
}

async function answer(photo: Photo): Promise<void> {
  try {
    const result = await segmentPhoto(photo);
    send({ kind: 'answer', answer: result }, [result.labels.buffer as ArrayBuffer]);
  } catch (error) {
    const why = error instanceof DOMException ? 'unreadable' : 'network';
    send({ kind: 'failed', failure: { why, message: String(error) } });
  }
}

async function segmentPhoto({ blob, size }: Photo): Promise<Answer> {
  const { run } = await loaded!;
  const start = performance.now();
  const read = sizeToRead(size, description.resize.policy);
  const image = await decode(blob, read, size);
  const decoded = performance.now() - start;
  const answered = await segment(image, description, run, () => performance.now());
  return { ...answered, read, milliseconds: { decode: decoded, ...answered.milliseconds } };
}

function send(message: FromWorker, transfer: Transferable[] = []): void {
  // The types are those of a page, whose `postMessage` has another second parameter.
  (postMessage as (message: FromWorker, transfer: Transferable[]) => void)(message, transfer);
}
