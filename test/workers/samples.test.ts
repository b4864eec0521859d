import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { createLoader, type LoaderOptions } from '../../src/data/loader/loader.ts';
import { prepareSplits } from '../../src/data/prepare/prepare-splits.ts';
import type { Batch } from '../../src/data/loader/batch.ts';
import type { PreparedSource } from '../../src/data/prepare/prepared-source.ts';
import { createSampleWorkers, type SampleWorkers } from '../../src/data/loader/workers/pool.ts';
import { workerProgram } from '../../src/data/loader/workers/program.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { buildAugmentation, buildDataset, validated } from '../helpers/data.ts';
import { long } from '../helpers/long.ts';
import { photo, writePets } from '../helpers/photos.ts';
import { newFolder } from '../helpers/tessera.ts';

const shapes = validated('dataset', { type: 'shapes', image_size: 16, train: 11, val: 3, test: 2 });
const pets = (root: string) =>
  validated('dataset', {
    type: 'oxford-iiit-pet',
    root,
    image_size: 8,
    split: { train: 0.5 },
    allow_empty: ['cat', 'dog'],
  });
const augmentations = [
  { type: 'horizontal-flip' },
  { type: 'color-jitter', p: 1, brightness: 0.4 },
  { type: 'random-crop', size: 12 },
  { type: 'cutmix', p: 0.5 },
];
const options: LoaderOptions = {
  batchSize: 4,
  shuffle: true,
  dropLast: false,
  seed: 7,
  augmentations: await Promise.all(augmentations.map(buildAugmentation)),
};

function startWorkers(count: number, given: Record<string, unknown> = {}, limitSeconds = 0): SampleWorkers {
  const setup = {
    seed: 0,
    plugins: [],
    dataset: shapes,
    augmentations: augmentations.map((item) => validated('augmentation', item)),
    workingDirectory: process.cwd(),
    ...given,
  };
  return createSampleWorkers(count, { program: workerProgram(), setup: () => setup, limitSeconds });
}

async function collect(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches)
    all.push({ ...batch, images: Uint8Array.from(batch.images), masks: Uint8Array.from(batch.masks) });
  return all;
}

const withWorkers = (workers: SampleWorkers, source: PreparedSource) =>
  createLoader(source, {
    ...options,
    prefetch: 2,
    fill: workers.filling(source, source.remote, { seed: options.seed, augment: true }),
  });

/** One whose handle is memory, and one whose handle is a folder. */
const storages = long ? ['memory', 'memmap', 'hdf5', 'raw'] : ['memory', 'memmap'];

for (const storage of storages) {
  test(`batches from worker threads are those that the main thread makes, from ${storage} storage`, async (t) => {
    const section = validated('dataset', { ...shapes, storage: { type: storage } });
    const built = await buildDataset(section);
    const workers = startWorkers(2, { dataset: section });
    t.teardown(async () => {
      await workers.close();
      await built.storage.close();
    });
    const { train } = await prepareSplits(built, { workers });
    t.is(train.length, 11);
    t.deepEqual(
      await collect(withWorkers(workers, train).epoch(2)),
      await collect(createLoader(train, options).epoch(2)),
    );
    t.deepEqual(
      await collect(withWorkers(workers, train).batches(16, 20)),
      (await collect(createLoader(train, options).epoch(5)))
        .slice(1)
        .concat(await collect(createLoader(train, options).batches(18, 20))),
    );
  });
}

test('a split prepared by threads is what the main thread prepares', async (t) => {
  const { root } = await writePets([photo('a'), photo('b', 2), photo('c'), photo('d', 2)], [photo('e')]);
  const section = pets(root);
  const built = await buildDataset(section);
  const workers = startWorkers(2, { dataset: section });
  t.teardown(() => workers.close());
  const [byThreads, here] = [await prepareSplits(built, { workers }), await prepareSplits(built)];
  for (let index = 0; index < 2; index++)
    t.deepEqual({ ...(await byThreads.train.read(index)) }, { ...(await here.train.read(index)) });
});

test("a file that cannot be read is the file's problem, whichever thread found it", async (t) => {
  const files = await writePets([photo('a'), photo('b', 2)], [photo('e')]);
  await writeFile(files.image('e'), 'not a photo');
  const section = pets(files.root);
  const workers = startWorkers(2, { dataset: section });
  t.teardown(() => workers.close());
  const error = await t.throwsAsync(prepareSplits(await buildDataset(section), { workers }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code }) => code),
    ['bad-image'],
  );
  t.true(error.message.includes(files.image('e')));
});

/** A plugin whose augmentation does `body` to the sample `train-0005`. */
async function plugin(body: string): Promise<string> {
  const file = join(await newFolder(), 'plugin.js');
  const build = `() => (sample) => { if (sample.name === 'train-0005') { ${body} } return sample; }`;
  await writeFile(
    file,
    `export default ({ defineComponent, z }) => defineComponent({ kind: 'augmentation', type: 'odd', description: 'Odd.', params: z.strictObject({}), build: ${build} });\n`,
  );
  await writeFile(join(file, '../package.json'), '{"type": "module"}');
  return file;
}

test('an augmentation of a plugin runs in the threads, and what it throws names the sample', async (t) => {
  const file = await plugin("throw new RangeError('no room')");
  const workers = startWorkers(2, { plugins: [file], augmentations: [{ type: 'odd' }] });
  t.teardown(() => workers.close());
  const { train } = await prepareSplits(await buildDataset(shapes));
  const error = await t.throwsAsync(collect(withWorkers(workers, train).epoch(0)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'sample-failed');
  t.regex(error.message, /the sample train-0005 could not be made: RangeError: no room/);
  t.true(error.problems[0]!.hints![0]!.includes(pathToFileURL(file).href));
});

test('a thread that dies names the sample that it worked on', async (t) => {
  const workers = startWorkers(2, { plugins: [await plugin('process.exit(3)')], augmentations: [{ type: 'odd' }] });
  t.teardown(() => workers.close());
  const { train } = await prepareSplits(await buildDataset(shapes));
  const error = await t.throwsAsync(collect(withWorkers(workers, train).epoch(0)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'sample-failed');
  t.regex(error.message, /a worker thread stopped while it worked on the sample train-0005: it ended with exit code 3/);
});

test('an augmentation that never returns is ended after the limit; the error names the sample', async (t) => {
  const workers = startWorkers(2, { plugins: [await plugin('for (;;);')], augmentations: [{ type: 'odd' }] }, 2);
  t.teardown(() => workers.close());
  const { train } = await prepareSplits(await buildDataset(shapes));
  const error = await t.throwsAsync(collect(withWorkers(workers, train).epoch(0)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'plugin-failed');
  t.regex(error.message, /a loader thread has been busy for 2 seconds with the sample train-0005/);
});

test('a thread that dies while it reads ahead names that sample too', async (t) => {
  const section = validated('dataset', { ...shapes, storage: { type: 'raw' } });
  const workers = startWorkers(1, {
    plugins: [await plugin('process.exit(3)')],
    augmentations: [{ type: 'odd' }],
    dataset: section,
  });
  t.teardown(() => workers.close());
  const { train } = await prepareSplits(await buildDataset(section));
  const loader = createLoader(train, {
    ...options,
    augmentations: [],
    batchSize: 11,
    shuffle: false,
    fill: workers.filling(train, train.remote, { seed: 0, augment: true }),
  });
  await t.throwsAsync(collect(loader.epoch(0)), {
    message:
      /a worker thread stopped while it worked on the sample train-0005 and read train-0006: it ended with exit code 3/,
  });
});

test('threads that cannot start say why', async (t) => {
  const workers = startWorkers(1, { plugins: ['./no-such-plugin.js'] });
  t.teardown(() => workers.close());
  const { train } = await prepareSplits(await buildDataset(shapes));
  await t.throwsAsync(collect(withWorkers(workers, train).epoch(0)), {
    instanceOf: TesseraError,
    message: /bad-plugin.*no-such-plugin\.js/,
  });
});

test('a caller may stop in the middle of an epoch and start another', async (t) => {
  const workers = startWorkers(2);
  t.teardown(() => workers.close());
  const { train } = await prepareSplits(await buildDataset(shapes));
  const loader = withWorkers(workers, train);
  for await (const batch of loader.epoch(0)) {
    t.is(batch.size, 4);
    break;
  }
  t.deepEqual(await collect(loader.epoch(1)), await collect(createLoader(train, options).epoch(1)));
});
