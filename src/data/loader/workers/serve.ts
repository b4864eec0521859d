import type { MessagePort } from 'node:worker_threads';
import { TesseraError, type Problem } from '../../../core/errors/index.ts';
import type { Augmentation } from '../../../registry/index.ts';
import { fillItems } from '../fill-batch.ts';
import { examineSample, readSample } from '../make-sample.ts';
import type { RemoteSource } from '../../prepare/prepared-source.ts';
import type { SampleSource } from '../../sample.ts';
import type { ReadSample } from './worker-thread.ts';
import { noteIdle, noteWork, type ReadTask, type WorkerMessage, type WorkerReply, type WorkNote } from './protocol.ts';

/** An experiment's data, as this thread opened it. */
export interface WorkerParts {
  open(remote: RemoteSource): Promise<SampleSource>;
  readonly augmentations: readonly Augmentation[];
}

/** Runs in a worker thread: does the main thread's tasks, one after the other. */
export function serveSamples(port: MessagePort, note: WorkNote, parts: Promise<WorkerParts>): void {
  const sources = new Map<number, Promise<SampleSource>>();
  // The first note says that all is loaded.
  let last: Promise<unknown> = parts.finally(() => noteIdle(note));
  port.on('message', (message: WorkerMessage) => {
    if (message.kind === 'open') {
      const opened = parts.then(({ open }) => open(message.remote));
      opened.catch(() => undefined);
      sources.set(message.source, opened);
    } else {
      last = last.then(() => answer(message)).finally(() => noteIdle(note));
    }
  });

  async function answer(message: Exclude<WorkerMessage, { kind: 'open' }>): Promise<void> {
    const { id } = message;
    try {
      const source = await sources.get(message.source)!;
      if (message.kind === 'read') return await read(id, source, message);
      const augmentations = message.augment ? (await parts).augmentations : [];
      const bad = await fillItems(source, { seed: message.seed, augmentations }, message, (indices) =>
        noteWork(note, message.source, indices),
      );
      reply({ id, kind: 'filled', bad });
    } catch (error) {
      reply({ id, kind: 'failed', problems: problemsOf(error) });
    }
  }

  async function read(id: number, source: SampleSource, task: ReadTask): Promise<void> {
    noteWork(note, task.source, [task.index]);
    const { sample: made, facts } = await examineOrRead(source, task);
    const { original, ...rest } = made;
    const sample = { ...rest, image: ownMemory(made.image), mask: ownMemory(made.mask) };
    // Nothing may be transferred twice: without a resize, both masks are one.
    const mask = original && Uint8Array.from(original.mask);
    const buffers = [sample.image.buffer, sample.mask.buffer, ...(mask ? [mask.buffer] : [])];
    const whole = { ...sample, ...(original && mask && { original: { ...original, mask } }) };
    reply({ id, kind: 'sample', sample: whole, ...(facts && { facts }) }, buffers);
  }

  function reply(message: WorkerReply, transfer: readonly ArrayBuffer[] = []): void {
    port.postMessage(message, transfer);
  }
}

async function examineOrRead(source: SampleSource, { index, examine }: ReadTask): Promise<ReadSample> {
  return examine ? examineSample(source, index) : { sample: await readSample(source, index) };
}

/** The bytes in a buffer of their own, which can be transferred to another thread. */
function ownMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isWhole ? new Uint8Array(buffer) : Uint8Array.from(bytes);
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof TesseraError) return error.problems;
  return [
    {
      code: 'sample-failed',
      message: `a worker thread failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    },
  ];
}
