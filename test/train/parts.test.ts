import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { DownloadOptions } from '../../src/core/download/download-file.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { withCleanup } from '../../src/core/with-cleanup.ts';
import { openParts, type RunParts } from '../../src/train/parts.ts';
import type { RunContext } from '../../src/train/run-context.ts';
import { notingClosed, type Replacements } from '../helpers/registry.ts';
import type { SampleSource } from '../../src/data/sample.ts';
import { newFolder } from '../helpers/tessera.ts';
import { tracedContext } from '../helpers/run-context.ts';
import { untilTheEnd } from '../helpers/built.ts';

/** Opens, looks, and closes. */
const open = <T>(context: RunContext, look: (parts: RunParts) => T | Promise<T>): Promise<T> =>
  withCleanup(
    async (cleanup) => look(await openParts(context, cleanup)),
    () => undefined,
  );

test.serial('the parts of a run are its engine, what was built, and every sample, which is told', async (t) => {
  const told: [number, number][] = [];
  const context = await tracedContext({ observer: { prepared: (...progress) => told.push(progress) } });
  await open(context, async ({ engine, built, loading, splits }) => {
    t.regex(engine.description, /wasm/);
    t.deepEqual(
      built.metrics.map(({ name }) => name),
      ['iou/macro/image', 'recall/macro/image', 'iou/macro/dataset'],
    );
    t.deepEqual([splits.train.length, splits.val.length, splits.test.length], [18, 6, 5]);
    t.deepEqual(loading.skipped(), []);
    const options = { batchSize: 4, shuffle: false, dropLast: false, augmentations: [] };
    t.is(loading.loader(splits.test, options).length, 2);
  });
  t.deepEqual(told.at(-1), [29, 29]);
});

test.serial('a download is told to the observer, waits for other processes, and ends with the signal', async (t) => {
  const downloads: unknown[] = [];
  const told: unknown[] = [];
  const ending = new AbortController();
  const { signal } = ending;
  const context = await tracedContext({
    signal,
    observer: { downloading: (progress) => told.push(progress), waiting: (whom) => told.push(whom) },
    onBuild: ({ kind, context: given }) => {
      if (kind === 'dataset') downloads.push((given as { download?: unknown }).download);
    },
  });
  await openParts(context, untilTheEnd);
  t.is(downloads.length, 1);
  const download = downloads[0] as DownloadOptions & { onWait: (holder: { host: string; pid: number }) => void };
  t.false(download.signal.aborted);
  ending.abort('enough');
  t.is(download.signal.reason as string, 'enough');
  const progress = { file: 'images.tar.gz' } as unknown as Parameters<NonNullable<DownloadOptions['onProgress']>>[0];
  download.onProgress(progress);
  download.onWait({ host: 'there', pid: 7 });
  t.deepEqual(told, [progress, 'process 7 on there, which prepares the same data']);
});

test.serial('where there is no engine, a download ends, and the error is told after it', async (t) => {
  const context = await tracedContext();
  const ended: string[] = [];
  const registry = {
    ...context.registry,
    build: (_: string, __: unknown, given: { download: DownloadOptions }) =>
      new Promise<never>((_resolve, reject) => {
        given.download.signal.addEventListener('abort', () => {
          ended.push('download');
          reject(new Error('stopped'));
        });
      }),
  } as unknown as RunContext['registry'];
  const experiment = { ...context.experiment, engine: { backend: 'none' as never } };
  const opening = openParts({ ...context, experiment, registry }, untilTheEnd).finally(() => ended.push('told'));
  const error = await t.throwsAsync(opening, { any: true });
  t.not((error as Error).message, 'stopped');
  t.deepEqual(ended, ['download', 'told']);
});

test.serial('a metric that should decide and is none of them is told before a sample is read', async (t) => {
  const told: unknown[] = [];
  const context = await tracedContext({ observer: { prepared: (...progress) => told.push(progress) } });
  const experiment = { ...context.experiment, train: { ...context.experiment.train, best: 'dice' } };
  const error = await t.throwsAsync(openParts({ ...context, experiment }, untilTheEnd), { instanceOf: TesseraError });
  t.is(error.problems[0]!.path, 'train.best');
  t.deepEqual(told, []);
});

test.serial('the size that the last batch would have is tried', async (t) => {
  const taking = (inputMultiple: number): Replacements => ({
    model: (model) => Object.assign(model, { inputMultiple }),
    augmentation: () => (sample) => ({
      ...sample,
      height: 9,
      image: sample.image.slice(0, 9 * sample.width * 3),
      mask: sample.mask.slice(0, 9 * sample.width),
    }),
  });
  await t.notThrowsAsync(openParts(await tracedContext({ replacements: taking(1) }), untilTheEnd));
  const context = await tracedContext({ replacements: taking(2) });
  await t.throwsAsync(openParts(context, untilTheEnd), { message: /bad-size.*got 9 x 12/ });
});

test.serial('a signal while files are hashed ends it before a sample is read', async (t) => {
  const photo = join(await newFolder(), 'photo.jpg');
  await writeFile(photo, 'pixels');
  const stop = new AbortController();
  let reads = 0;
  const ofFiles = (source: SampleSource): SampleSource => ({
    ...source,
    files: () => ({ image: photo, masks: [] }),
    read: (index) => ((reads += 1), source.read(index)),
  });
  const context = await tracedContext({
    signal: stop.signal,
    observer: { hashed: () => stop.abort(new Error('enough')) },
    replacements: {
      dataset: ({ splits, ...dataset }) => ({
        ...dataset,
        splits: { train: ofFiles(splits.train), val: ofFiles(splits.val), test: ofFiles(splits.test) },
      }),
    },
  });
  t.is(await t.throwsAsync(openParts(context, untilTheEnd)), stop.signal.reason as Error);
  t.is(reads, 0);
});

test.serial('a signal while samples are read ends it with its reason, and all is closed in turn', async (t) => {
  const closed: string[] = [];
  const stop = new AbortController();
  const context = await tracedContext({
    signal: stop.signal,
    observer: { prepared: () => stop.abort(new Error('enough')) },
    replacements: notingClosed(closed),
  });
  const error = await t.throwsAsync(open(context, () => t.fail()));
  t.is(error, stop.signal.reason as Error);
  t.deepEqual(closed, ['model', 'storage']);
});
