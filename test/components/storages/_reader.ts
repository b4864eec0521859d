import { parentPort, workerData } from 'node:worker_threads';
import { buildStorage, readAll } from '../../helpers/data.ts';

/** In a worker thread: reads every sample of a storage that another thread filled. */
const { type, handle } = workerData as { type: string; handle: unknown };
const storage = await buildStorage({ type });
const samples = await readAll(await storage.attach!(handle));
// Copied: views of files or of shared memory are not cloned alike.
parentPort!.postMessage(
  samples.map((sample) => ({ ...sample, image: Uint8Array.from(sample.image), mask: Uint8Array.from(sample.mask) })),
);
