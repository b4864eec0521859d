import test from 'ava';
import { createLoader, type LoaderOptions } from '../../src/data/loader.ts';
import type { Batch, SampleSource } from '../../src/data/sample.ts';
import { buildAugmentation, coordinateSample, sourceOf } from '../helpers/data.ts';

const samples = Array.from({ length: 10 }, (_, index) => coordinateSample(6, 8, `sample-${index}`));
const source = sourceOf(samples);
const augmentations = await Promise.all([
  buildAugmentation({ type: 'horizontal-flip' }),
  buildAugmentation({ type: 'color-jitter', brightness: 0.4, contrast: 0.4 }),
  buildAugmentation({ type: 'random-perspective', distortion: 0.5 }),
]);
const options: LoaderOptions = { batchSize: 4, shuffle: true, dropLast: false, seed: 7, augmentations };

async function collect(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
const names = (batches: readonly Batch[]) => batches.flatMap((batch) => batch.names);

test('an epoch has every sample once, and the last batch is smaller', async (t) => {
  const loader = createLoader(source, options);
  const batches = await collect(loader.batches(0));
  t.is(loader.length, 3);
  t.deepEqual(batches.map(({ size }) => size), [4, 4, 2]);
  t.deepEqual(names(batches).sort(), samples.map(({ name }) => name).sort());
});

test('drop_last leaves the smaller batch out', async (t) => {
  const loader = createLoader(source, { ...options, dropLast: true });
  t.is(loader.length, 2);
  t.deepEqual((await collect(loader.batches(0))).map(({ size }) => size), [4, 4]);
});

test('images and masks are stacked in the order of the names', async (t) => {
  const [batch] = await collect(createLoader(source, { ...options, shuffle: false, augmentations: [], batchSize: 2 }).batches(0));
  t.deepEqual(batch!.names, ['sample-0', 'sample-1']);
  t.deepEqual(batch!.images.subarray(0, 144), samples[0]!.image);
  t.deepEqual(batch!.images.subarray(144), samples[1]!.image);
  t.deepEqual(batch!.masks.subarray(48), samples[1]!.mask);
  t.deepEqual([batch!.size, batch!.height, batch!.width], [2, 6, 8]);
});

test('the same seed and epoch give the same batches, another epoch or seed gives others', async (t) => {
  const first = await collect(createLoader(source, options).batches(3));
  t.deepEqual(await collect(createLoader(source, options).batches(3)), first);
  t.notDeepEqual(names(await collect(createLoader(source, options).batches(4))), names(first));
  t.notDeepEqual(names(await collect(createLoader(source, { ...options, seed: 8 }).batches(3))), names(first));
});

test('an epoch that goes on in the middle gives the batches it would have given', async (t) => {
  const loader = createLoader(source, options);
  const whole = await collect(loader.batches(1));
  t.deepEqual(await collect(loader.batches(1, 2)), whole.slice(2));
  t.deepEqual(await collect(loader.batches(1, 3)), []);
});

test("a sample's augmentation does not depend on its place in the epoch", async (t) => {
  const find = async (shuffle: boolean) => {
    const batches = await collect(createLoader(source, { ...options, shuffle, batchSize: 1 }).batches(2));
    return batches.find((batch) => batch.names[0] === 'sample-5');
  };
  t.deepEqual(await find(true), await find(false));
});

test('augmentations leave the stored samples as they were', async (t) => {
  await collect(createLoader(source, options).batches(0));
  t.deepEqual(samples[3], coordinateSample(6, 8, 'sample-3'));
});

test('the next batch is read while the caller works on the last one', async (t) => {
  const read: number[] = [];
  const recording: SampleSource = { ...source, read: (index) => (read.push(index), source.read(index)) };
  const batches = createLoader(recording, { ...options, shuffle: false, augmentations: [] }).batches(0)[Symbol.asyncIterator]();
  await batches.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.deepEqual(read, [0, 1, 2, 3, 4, 5, 6, 7]);
  await batches.return?.();
});

test('a sample that cannot be read fails the batch that has it, not those before, and nothing else if the caller stops', async (t) => {
  const failing: SampleSource = {
    ...source,
    read: async (index) => {
      if (index === 5) throw new Error('sample-5 is broken');
      return source.read(index);
    },
  };
  const loader = createLoader(failing, { ...options, shuffle: false, augmentations: [] });
  const seen: string[] = [];
  await t.throwsAsync(async () => {
    for await (const batch of loader.batches(0)) seen.push(...batch.names);
  }, { message: 'sample-5 is broken' });
  t.is(seen.length, 4);
  for await (const batch of loader.batches(0)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    t.is(batch.size, 4);
    break;
  }
});
