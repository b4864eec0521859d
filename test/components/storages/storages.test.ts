import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { builtins } from '../../../src/components/index.ts';
import type { Sample } from '../../../src/data/sample.ts';
import { coordinateSample, buildStorage, readAll, sourceOf } from '../../helpers/data.ts';

/** What every storage must do. */
const types = builtins.filter(({ kind }) => kind === 'storage').map(({ type }) => type);
const samples = Array.from({ length: 5 }, (_, index) => {
  const sample = coordinateSample(7, 9, `sample-${index}`);
  return {
    ...sample,
    image: sample.image.map((value) => value + index),
    mask: sample.mask.map((value) => value * index),
  };
});

const sized = (list: readonly Sample[]) => ({ ...sourceOf(list), size: { height: 7, width: 9 } });
const ofSizes = [coordinateSample(3, 8, 'low'), coordinateSample(8, 3, 'high'), coordinateSample(1, 1, 'pixel')];

for (const type of types) {
  test(`${type}: gives back every sample, in any order, more than once`, async (t) => {
    const storage = await buildStorage({ type });
    const stored = await storage.store(sized(samples), () => {});
    t.is(stored.length, 5);
    t.deepEqual(await readAll(stored), samples);
    t.deepEqual(await stored.read(3), samples[3]);
    t.deepEqual(await stored.read(0), samples[0]);
    t.is(stored.name(4), 'sample-4');
    await storage.close();
  });

  test(`${type}: reads the source once, and tells how far it is`, async (t) => {
    const storage = await buildStorage({ type });
    const reads: number[] = [];
    const progress: number[] = [];
    const source = sized(samples);
    await storage.store({ ...source, read: (index) => (reads.push(index), source.read(index)) }, (done) =>
      progress.push(done),
    );
    t.deepEqual(reads, [0, 1, 2, 3, 4]);
    t.deepEqual(progress, [1, 2, 3, 4, 5]);
    await storage.close();
  });

  test(`${type}: keeps several splits apart`, async (t) => {
    const storage = await buildStorage({ type });
    const first = await storage.store(sized(samples.slice(0, 2)), () => {});
    const second = await storage.store(sized(samples.slice(2)), () => {});
    t.deepEqual(await readAll(first), samples.slice(0, 2));
    t.deepEqual(await readAll(second), samples.slice(2));
    await storage.close();
  });

  test(`${type}: takes samples of different sizes`, async (t) => {
    const storage = await buildStorage({ type });
    const progress: number[] = [];
    const stored = await storage.store(sourceOf(ofSizes), (done) => progress.push(done));
    t.deepEqual(await readAll(stored), ofSizes);
    t.deepEqual(await stored.read(1), ofSizes[1]);
    t.is(stored.name(2), 'pixel');
    t.deepEqual(progress, [1, 2, 3]);
    const { handle } = stored;
    const attached = handle === undefined ? stored : await (await buildStorage({ type })).attach!(handle);
    t.deepEqual(await readAll(attached), ofSizes);
    await storage.close();
  });

  test(`${type}: takes an empty split`, async (t) => {
    const storage = await buildStorage({ type });
    const stored = await storage.store(sourceOf([]), () => {});
    t.is(stored.length, 0);
    await storage.close();
  });

  test(`${type}: passes on the error of a sample that cannot be read, without a second one`, async (t) => {
    const storage = await buildStorage({ type });
    const source = { ...sourceOf(samples), read: async () => Promise.reject(new Error('broken')) };
    await t.throwsAsync(
      storage.store(source, () => {}),
      { message: 'broken' },
    );
    await storage.close();
  });
}

for (const type of types.filter((each) => each !== 'raw')) {
  test(`${type}: another thread reads the same samples by the handle`, async (t) => {
    const storage = await buildStorage({ type });
    const stored = await storage.store(sized(samples), () => {});
    const worker = new Worker(new URL('_reader.ts', import.meta.url), { workerData: { type, handle: stored.handle } });
    const [read] = (await once(worker, 'message')) as [unknown];
    t.deepEqual(read, samples);
    await worker.terminate();
    await storage.close();
  });

  test(`${type}: a sample is read into memory of the caller's, or given as a view`, async (t) => {
    const storage = await buildStorage({ type });
    const stored = await storage.store(sourceOf(samples), () => {});
    const into = { image: new Uint8Array(7 * 9 * 3), mask: new Uint8Array(7 * 9) };
    t.deepEqual(await stored.read(2, into), samples[2]);
    const wrongSize = { image: new Uint8Array(3), mask: new Uint8Array(1) };
    t.deepEqual(await stored.read(1, wrongSize), samples[1]);
    await storage.close();
  });
}
