import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Batch } from '../../src/data/loader/batch.ts';
import { createLoader, type Loader } from '../../src/data/loader/loader.ts';
import type { PreparedSource } from '../../src/data/prepare/prepared-source.ts';
import { baseContext, createRegistry } from '../../src/registry/index.ts';
import { createLoading } from '../../src/train/loading.ts';
import { photo, writePets } from '../helpers/photos.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';

/** `lines`: what the experiment says of its data and its loader. */
async function open(t: ExecutionContext, lines: string, augmenting = '[{type: color-jitter, p: 1, brightness: 0.5}]') {
  const { file, folder } = await experimentFile(
    `${tinyExperiment.replace(/dataset: .*\naugmentations: .*/, '')}seed: 3\naugmentations: ${augmenting}\n${lines}`,
  );
  const registry = createRegistry(...builtins);
  const { experiment, plugins } = await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  const base = baseContext(experiment, folder);
  const dataset = await registry.build('dataset', experiment.dataset, base);
  const augmentations = await Promise.all(
    experiment.augmentations.map((item) => registry.build('augmentation', item, base)),
  );
  const told: string[] = [];
  const onSkip = ({ split, name, problems }: { split: string; name: string; problems: readonly { code: string }[] }) =>
    void told.push(`${split} ${name} ${problems[0]!.code}`);
  const loading = createLoading({ experiment, dataset, code: plugins, workingDirectory: folder, onSkip });
  t.teardown(async () => {
    await loading.close();
    await dataset.storage.close();
  });
  return { loading, augmentations, told };
}

const shapes = (train: number, loader: string) =>
  `dataset: {type: shapes, image_size: 8, train: ${train}, val: 2, test: 1}\nloader: ${loader}`;

async function collect(loader: Loader): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of loader.epoch(0))
    all.push({ ...batch, images: batch.images.slice(), masks: batch.masks.slice() });
  return all;
}

/** Which threads start from now on, and what they are asked. */
function watchThreads(t: ExecutionContext) {
  const threads: Worker[] = [];
  const asked: string[] = [];
  const ended: number[] = [];
  const started = (worker: Worker) => {
    threads.push(worker);
    worker.on('exit', () => ended.push(worker.threadId));
  };
  const { postMessage } = Worker.prototype;
  process.on('worker', started);
  Worker.prototype.postMessage = function told(this: Worker, message: { kind: string }, ...rest: []) {
    asked.push(message.kind);
    postMessage.call(this, message, ...rest);
  };
  t.teardown(() => {
    process.off('worker', started);
    Worker.prototype.postMessage = postMessage;
  });
  return { threads, asked, ended };
}

/** The intervals, in milliseconds, of timers that start from now on and repeat. */
function watchTimers(t: ExecutionContext): number[] {
  const started: number[] = [];
  const { setInterval: original } = globalThis;
  globalThis.setInterval = ((callback: () => void, milliseconds: number) => {
    started.push(milliseconds);
    return original(callback, milliseconds);
  }) as typeof setInterval;
  t.teardown(() => void (globalThis.setInterval = original));
  return started;
}

const inOrder = { batchSize: 4, shuffle: false, dropLast: false, augmentations: [] };

test.serial('batches have the seed of the experiment, and are as the options say', async (t) => {
  const { loading, augmentations } = await open(t, shapes(9, '{workers: 0}'));
  const { train, val, test: ofTest } = await loading.prepare();
  t.deepEqual([train.length, val.length, ofTest.length], [9, 2, 1]);
  const options = { batchSize: 4, shuffle: true, dropLast: true, augmentations };
  const batches = await collect(loading.loader(train, options));
  t.is(batches.length, 2);
  t.deepEqual(batches, await collect(createLoader(train, { ...options, seed: 3 })));
  t.notDeepEqual(batches, await collect(createLoader(train, { ...options, seed: 4 })));
});

test.serial('as many batches are made ahead as `prefetch` says', async (t) => {
  const { loading } = await open(t, shapes(20, '{workers: 0, prefetch: 3}'));
  const { train } = await loading.prepare();
  const read: number[] = [];
  const source: PreparedSource = { ...train, read: (index, into) => (read.push(index), train.read(index, into)) };
  const batches = loading
    .loader(source, { ...inOrder, batchSize: 2 })
    .epoch(0)
    [Symbol.asyncIterator]();
  await batches.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  // The first once more, for the size.
  t.is(read.length, 1 + 2 * 4);
  await batches.return?.();
});

test.serial('`auto` starts threads from 64 samples on, and asks them for what is work', async (t) => {
  const few = watchThreads(t);
  const small = await open(t, shapes(60, '{workers: auto}'));
  const { train: ofFew } = await small.loading.prepare();
  await collect(small.loading.loader(ofFew, { ...inOrder, augmentations: small.augmentations }));
  t.is(few.threads.length, 0);
  t.deepEqual(few.asked, []);

  const { threads, asked, ended } = watchThreads(t);
  const { loading, augmentations } = await open(t, shapes(61, '{workers: auto}'));
  const { train, val } = await loading.prepare();
  const count = Math.min(8, availableParallelism());
  const counted = (kind: string) => asked.filter((each) => each === kind).length;
  await collect(loading.loader(val, inOrder));
  t.is(counted('fill'), 0, 'stored samples are copied faster than asked for');
  const { handle: _, ...unstored } = train.remote;
  await collect(loading.loader({ ...val, remote: { ...unstored, split: 'val' } }, inOrder));
  t.is(threads.length, count);
  t.is(counted('fill'), count, 'samples that are not stored are made');
  const augmented = { ...inOrder, batchSize: 61, augmentations };
  const batches = await collect(loading.loader(train, augmented));
  t.is(counted('fill'), 2 * count);
  t.deepEqual(batches, await collect(createLoader(train, { ...augmented, seed: 3 })));
  await loading.close();
  t.is(ended.length, count);
});

test.serial('threads that will be needed start when asked to, before there is work, and others do not', async (t) => {
  const { threads } = watchThreads(t);
  const started = async (lines: string, augmentations?: string) => {
    const before = threads.length;
    const { loading } = await open(t, lines, augmentations);
    loading.start();
    await loading.close();
    return threads.length - before;
  };
  const count = Math.min(8, availableParallelism());
  t.is(await started(shapes(1, '{workers: 3}'), '[]'), 3);
  t.is(await started(shapes(61, '{workers: auto}')), count);
  t.is(await started(shapes(61, '{workers: auto}'), '[]'), 0, 'what is stored is only copied');
  t.is(await started(shapes(61, '{workers: 0}')), 0);
  t.is(await started(shapes(1, '{workers: auto}')), 0);
});

test.serial('a number of threads is heeded, whatever there is to do', async (t) => {
  const { threads, asked } = watchThreads(t);
  const timers = watchTimers(t);
  const { loading } = await open(t, shapes(5, '{workers: 1}'));
  const { val } = await loading.prepare({ splits: ['val'] });
  t.is(threads.length, 1);
  t.is(asked.filter((each) => each === 'read').length, 2, 'the main thread does not help who has asked for threads');
  const [batch] = await collect(loading.loader(val, inOrder));
  t.deepEqual(batch!.indices, [0, 1]);
  t.true(asked.includes('fill'));
  t.deepEqual(timers, [], 'without plugins, nobody watches how long a thread takes');
});

async function petsWithOneBroken(t: ExecutionContext, policy: string) {
  const files = await writePets([photo('a'), photo('b', 2), photo('c'), photo('d', 2)], [photo('e'), photo('f')]);
  await writeFile(files.image('e'), 'not a photo');
  const dataset = `dataset: {type: oxford-iiit-pet, root: ${files.root}, image_size: 8, split: {train: 0.5}, allow_empty: [cat, dog]}`;
  return open(t, `${dataset}\nloader: {workers: 0, on_bad_sample: ${policy}}`);
}

test.serial('a sample that cannot be read is an error, unless it may be skipped', async (t) => {
  const strict = await petsWithOneBroken(t, 'fail');
  await t.throwsAsync(strict.loading.prepare(), { instanceOf: TesseraError, message: /bad-image/ });
  t.deepEqual(strict.told, []);

  const { loading, told } = await petsWithOneBroken(t, 'skip');
  const { test: rest } = await loading.prepare();
  t.is(rest.length, 1);
  t.deepEqual(told, ['test e bad-image']);
  await loading.prepare();
  t.deepEqual(told, ['test e bad-image'], 'once');
  t.like(loading.skipped(), { length: 1, 0: { split: 'test', name: 'e' } });
});

test.serial('a sample that can no longer be read is left out of its batch, and told once', async (t) => {
  const unreadable = (source: PreparedSource): PreparedSource => ({
    ...source,
    read: (index, into) =>
      index === 1
        ? Promise.reject(new TesseraError({ code: 'file-missing', message: 'it was deleted' }))
        : source.read(index, into),
  });
  const { loading, told } = await open(t, shapes(4, '{workers: 0, on_bad_sample: skip}'));
  const { train, val } = await loading.prepare();
  const loader = loading.loader(unreadable(train), inOrder);
  for (const _ of [0, 1]) t.deepEqual((await collect(loader))[0]!.indices, [0, 2, 3]);
  t.deepEqual(told, ['train train-0001 file-missing']);
  await collect(loading.loader(unreadable(val), inOrder));
  t.deepEqual(told.slice(1), ['val val-0001 file-missing']);
  t.deepEqual(
    loading.skipped().map(({ split, name }) => [split, name]),
    [
      ['train', 'train-0001'],
      ['val', 'val-0001'],
    ],
  );

  const strict = await open(t, shapes(4, '{workers: 0}'));
  const source = unreadable((await strict.loading.prepare()).train);
  await t.throwsAsync(collect(strict.loading.loader(source, inOrder)), { message: /it was deleted/ });
});
