import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createLoader, type LoaderOptions } from '../../../src/data/loader/loader.ts';
import type { Batch } from '../../../src/data/loader/batch.ts';
import type { SampleSource } from '../../../src/data/sample.ts';
import { buildAugmentation, coordinateSample, sourceOf } from '../../helpers/data.ts';

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
  // Copied: a loader uses the arrays again.
  for await (const batch of batches)
    all.push({ ...batch, images: Uint8Array.from(batch.images), masks: Uint8Array.from(batch.masks) });
  return all;
}
const names = (batches: readonly Batch[]) => batches.flatMap((batch) => batch.names);

test('an epoch has every sample once, and the last batch is smaller', async (t) => {
  const loader = createLoader(source, options);
  const batches = await collect(loader.epoch(0));
  t.is(loader.length, 3);
  t.deepEqual(
    batches.map(({ size }) => size),
    [4, 4, 2],
  );
  t.deepEqual(names(batches).sort(), samples.map(({ name }) => name).sort());
});

test('drop_last leaves the smaller batch out', async (t) => {
  const loader = createLoader(source, { ...options, dropLast: true });
  t.is(loader.length, 2);
  t.deepEqual(
    (await collect(loader.epoch(0))).map(({ size }) => size),
    [4, 4],
  );
});

test('images and masks are stacked in the order of the names', async (t) => {
  const [batch] = await collect(
    createLoader(source, { ...options, shuffle: false, augmentations: [], batchSize: 2 }).epoch(0),
  );
  t.deepEqual(batch!.names, ['sample-0', 'sample-1']);
  t.deepEqual(batch!.images.subarray(0, 144), samples[0]!.image);
  t.deepEqual(batch!.images.subarray(144), samples[1]!.image);
  t.deepEqual(batch!.masks.subarray(48), samples[1]!.mask);
  t.deepEqual([batch!.size, batch!.height, batch!.width], [2, 6, 8]);
});

test('the same seed and epoch give the same batches, another epoch or seed gives others', async (t) => {
  const first = await collect(createLoader(source, options).epoch(3));
  t.deepEqual(await collect(createLoader(source, options).epoch(3)), first);
  t.deepEqual(
    first.flatMap(({ indices }) => indices),
    [...createRandom(7, 'order', 3).permutation(10)],
  );
  t.notDeepEqual(names(await collect(createLoader(source, options).epoch(4))), names(first));
  t.notDeepEqual(names(await collect(createLoader(source, { ...options, seed: 8 }).epoch(3))), names(first));
});

test('an epoch that goes on in the middle gives the batches it would have given', async (t) => {
  const loader = createLoader(source, options);
  const whole = await collect(loader.epoch(1));
  t.deepEqual(await collect(loader.batches(5, 6)), whole.slice(2));
  t.deepEqual(await collect(loader.batches(6, 6)), []);
});

test('batches go on across the ends of epochs', async (t) => {
  const loader = createLoader(source, { ...options, prefetch: 2 });
  const epochs = [await collect(loader.epoch(0)), await collect(loader.epoch(1)), await collect(loader.epoch(2))];
  t.deepEqual(await collect(loader.batches(0, 9)), epochs.flat());
});

test("a sample's augmentation does not depend on its place in the epoch", async (t) => {
  const find = async (shuffle: boolean) => {
    const batches = await collect(createLoader(source, { ...options, shuffle, batchSize: 1 }).epoch(2));
    return batches.find((batch) => batch.names[0] === 'sample-5');
  };
  t.deepEqual(await find(true), await find(false));
});

test('augmentations leave the stored samples as they were', async (t) => {
  await collect(createLoader(source, options).epoch(0));
  t.deepEqual(samples[3], coordinateSample(6, 8, 'sample-3'));
});

test('as many batches as prefetch says are made ahead while the caller works on one', async (t) => {
  const read: number[] = [];
  const recording: SampleSource = { ...source, read: (index) => (read.push(index), source.read(index)) };
  const readAfterFirst = async (prefetch: number) => {
    read.length = 0;
    const loader = createLoader(recording, { ...options, batchSize: 2, prefetch, shuffle: false, augmentations: [] });
    const batches = loader.epoch(0)[Symbol.asyncIterator]();
    await batches.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The first read is for the size of the samples.
    const indices = read.slice(1);
    await batches.return?.();
    return indices;
  };
  t.deepEqual(await readAfterFirst(0), [0, 1]);
  t.deepEqual(await readAfterFirst(1), [0, 1, 2, 3]);
  t.deepEqual(await readAfterFirst(2), [0, 1, 2, 3, 4, 5]);
});

test('memory is bounded: with a prefetch of n, n + 1 batches share their arrays in turn', async (t) => {
  const buffers = new Set<ArrayBufferLike>();
  const loader = createLoader(source, { ...options, batchSize: 1, prefetch: 2 });
  for await (const batch of loader.epoch(0)) buffers.add(batch.images.buffer);
  t.is(loader.length, 10);
  t.is(buffers.size, 3);
});

for (const [parallel, most] of [
  [undefined, 2],
  [1, 1],
  [4, 2],
] as const) {
  test(`of a source that is worth ${parallel ?? 'an unknown number of'} reads at a time, ${most} are under way`, async (t) => {
    let [underWay, seen] = [0, 0];
    const read: SampleSource['read'] = async (index) => {
      seen = Math.max(seen, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay--;
      return samples[index]!;
    };
    await collect(
      createLoader(
        { ...source, read, ...(parallel !== undefined && { parallel }) },
        { ...options, batchSize: 10, prefetch: 3 },
      ).batches(0, 2),
    );
    // The first sample is read once more, alone, for its size.
    t.is(seen, most);
  });
}

test('a sample that cannot be read fails the batch that has it, not those before, and nothing else if the caller stops', async (t) => {
  const failing: SampleSource = {
    ...source,
    read: async (index) => {
      if (index === 5) throw unreadable('sample-5');
      return source.read(index);
    },
  };
  const loader = createLoader(failing, { ...options, shuffle: false, augmentations: [] });
  const seen: string[] = [];
  await t.throwsAsync(
    async () => {
      for await (const batch of loader.epoch(0)) seen.push(...batch.names);
    },
    { instanceOf: TesseraError, message: /sample-5 is broken/ },
  );
  t.is(seen.length, 4);
  for await (const batch of loader.epoch(0)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    t.is(batch.size, 4);
    break;
  }
});

const unreadable = (name: string) => new TesseraError({ code: 'bad-image', message: `${name} is broken` });

test('where bad samples are skipped, a batch goes without them, and each is told', async (t) => {
  const bad = new Set([1, 2, 7]);
  const partly: SampleSource = {
    ...source,
    read: async (index) => (bad.has(index) ? Promise.reject(unreadable(`sample-${index}`)) : source.read(index)),
  };
  const told: string[] = [];
  const batches = await collect(
    createLoader(partly, {
      ...options,
      shuffle: false,
      augmentations: [],
      onBadSample: (name, problems) => told.push(`${name}: ${problems[0]!.message}`),
    }).epoch(0),
  );
  t.deepEqual(
    batches.map((batch) => batch.indices),
    [
      [0, 3],
      [4, 5, 6],
      [8, 9],
    ],
  );
  t.deepEqual(batches[0]!.names, ['sample-0', 'sample-3']);
  t.deepEqual(batches[0]!.images.subarray(144), samples[3]!.image);
  t.deepEqual(batches[0]!.masks.subarray(48), samples[3]!.mask);
  t.deepEqual(
    told,
    [1, 2, 7].map((index) => `sample-${index}: sample-${index} is broken`),
  );
});

test('a batch of which no sample can be read is an error even where bad samples are skipped', async (t) => {
  const partly: SampleSource = {
    ...source,
    read: async (index) =>
      index >= 4 && index < 8 ? Promise.reject(unreadable(`sample-${index}`)) : source.read(index),
  };
  const loader = createLoader(partly, { ...options, shuffle: false, augmentations: [], onBadSample: () => {} });
  await t.throwsAsync(collect(loader.epoch(0)), {
    instanceOf: TesseraError,
    message: /sample-4 is broken\n.*sample-5/,
  });
});

test('an augmentation that fails names the sample, also where bad samples are skipped', async (t) => {
  const broken = () => {
    throw new RangeError('no room');
  };
  const loader = createLoader(source, { ...options, shuffle: false, augmentations: [broken], onBadSample: () => {} });
  const error = await t.throwsAsync(collect(loader.epoch(0)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'sample-failed');
  t.regex(error.message, /sample-\d+ could not be made: RangeError: no room/);
});

test('samples of different sizes in a split are an error that names the odd one', async (t) => {
  const odd = sourceOf([...samples.slice(0, 5), coordinateSample(6, 7, 'odd')]);
  const loader = createLoader(odd, { ...options, shuffle: false, augmentations: [] });
  await t.throwsAsync(collect(loader.epoch(0)), {
    instanceOf: TesseraError,
    message: /to be 6 x 8 after augmentation, got 6 x 7 of odd/,
  });
});

test('unless told otherwise, one batch is made ahead, and the samples are read once for their size', async (t) => {
  const read: number[] = [];
  const recording: SampleSource = { ...source, read: (index) => (read.push(index), source.read(index)) };
  const { prefetch: _, ...plain } = { ...options, prefetch: 0, batchSize: 2, shuffle: false, augmentations: [] };
  const loader = createLoader(recording, plain);
  t.deepEqual(await collect(loader.batches(3, 3)), []);
  t.deepEqual(read, [], 'no batch needs no size');
  const batches = loader.epoch(0)[Symbol.asyncIterator]();
  await batches.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.deepEqual(read, [0, 0, 1, 2, 3]);
  await batches.return?.();
  read.length = 0;
  await collect(loader.epoch(1));
  t.deepEqual(read, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('whoever stops in the middle waits until nobody writes to the batches any more', async (t) => {
  let underWay = 0;
  const slow: SampleSource = {
    ...source,
    read: async (index) => {
      underWay++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay--;
      return source.read(index);
    },
  };
  for await (const _ of createLoader(slow, { ...options, augmentations: [], prefetch: 2 }).epoch(0)) break;
  t.is(underWay, 0);
});

test('a batch has the size that augmentations leave', async (t) => {
  const crop = await buildAugmentation({ type: 'random-crop', size: [4, 5] });
  const [batch] = await collect(createLoader(source, { ...options, augmentations: [crop] }).epoch(0));
  t.deepEqual([batch!.size, batch!.height, batch!.width], [4, 4, 5]);
  t.is(batch!.images.length, 4 * 4 * 5 * 3);
});

test('the size is that of the first sample that can be read; if none can, the last says why', async (t) => {
  const bad = new Set([0, 1]);
  const partly: SampleSource = {
    ...source,
    read: async (index) => (bad.has(index) ? Promise.reject(unreadable(`sample-${index}`)) : source.read(index)),
  };
  const plain = { ...options, shuffle: false, augmentations: [] };
  const [batch] = await collect(createLoader(partly, { ...plain, onBadSample: () => {} }).epoch(0));
  t.deepEqual(batch!.indices, [2, 3]);
  await t.throwsAsync(collect(createLoader(partly, plain).epoch(0)), { message: /sample-0 is broken/ });
  for (let index = 2; index < 10; index++) bad.add(index);
  await t.throwsAsync(collect(createLoader(partly, { ...plain, onBadSample: () => {} }).epoch(0)), {
    message: /sample-9 is broken/,
  });
});

test('whoever makes the samples is told the epoch, which samples, where to, and their size before augmentation', async (t) => {
  const crop = await buildAugmentation({ type: 'random-crop', size: 4 });
  const asked: object[] = [];
  const firstTurn = (index: number) => ({ index, repeat: 0 });
  const loader = createLoader(source, {
    ...options,
    shuffle: false,
    augmentations: [crop],
    fill: async ({ memory: { height, width }, ...request }) => {
      asked.push({ ...request, height, width });
      return [];
    },
  });
  await collect(loader.batches(2, 4));
  t.deepEqual(asked, [
    { epoch: 0, draws: [firstTurn(8), firstTurn(9)], stored: samples[0], height: 4, width: 4 },
    { epoch: 1, draws: [0, 1, 2, 3].map(firstTurn), stored: samples[0], height: 4, width: 4 },
  ]);
});

test('mixed samples follow from seed, epoch and sample too, wherever an epoch goes on', async (t) => {
  const mixing = await Promise.all([
    buildAugmentation({ type: 'horizontal-flip' }),
    buildAugmentation({ type: 'mixup', p: 0.7, alpha: 1 }),
    buildAugmentation({ type: 'cutmix', p: 0.7 }),
  ]);
  const loader = createLoader(source, { ...options, augmentations: mixing });
  const all = await collect(loader.epoch(3));
  t.deepEqual(await collect(loader.batches(10, 12)), all.slice(1));
  t.notDeepEqual(all, await collect(createLoader(source, { ...options, augmentations: mixing.slice(0, 1) }).epoch(3)));
});

test('with factors, an epoch of the same length has the rare samples more often, and goes on in the middle', async (t) => {
  const repeatFactors = samples.map((_, index) => (index < 2 ? 3 : 1));
  const loader = createLoader(source, { ...options, repeatFactors });
  t.is(loader.length, 3);
  const counts = { rare: 0, other: 0 };
  for (let epoch = 0; epoch < 20; epoch++)
    for (const name of names(await collect(loader.epoch(epoch))))
      counts[['sample-0', 'sample-1'].includes(name) ? 'rare' : 'other']++;
  // 3 of 14 each, times 10 samples: 2.14 for each of the two, of 10.
  t.is(counts.rare + counts.other, 200);
  t.true(Math.abs(counts.rare / 20 - 60 / 14) < 0.5, String(counts.rare));
  t.deepEqual(await collect(loader.batches(7, 9)), (await collect(loader.epoch(2))).slice(1));
  t.deepEqual(
    names(await collect(createLoader(source, { ...options, repeatFactors, shuffle: false }).epoch(0))),
    samples.map(({ name }) => name),
  );
});

test('a sample that comes twice in an epoch is augmented anew, also where an epoch goes on in the middle', async (t) => {
  const draw = (sample: (typeof samples)[number], random: { uniform(): number }) => ({
    ...sample,
    mask: new Uint8Array(48).fill(Math.floor(random.uniform() * 256)),
  });
  const repeatFactors = samples.map((_, index) => (index === 0 ? 9 : 1));
  const loader = createLoader(source, { ...options, repeatFactors, augmentations: [draw], batchSize: 1 });
  const epoch = await collect(loader.epoch(2));
  // The share of the first sample is 9 / 18 of 10 samples: 5, the others come once or not at all.
  const first = epoch.filter(({ indices }) => indices[0] === 0).map(({ masks }) => masks[0]);
  const keys = [[], [1], [2], [3], [4]];
  t.deepEqual(
    first,
    keys.map((turn) => Math.floor(createRandom(7, 'augment', 2, 0, ...turn).uniform() * 256)),
  );
  t.is(new Set(first).size, 5);
  for (const from of [3, 6, 9]) t.deepEqual(await collect(loader.batches(20 + from, 30)), epoch.slice(from));
});

test('a partner that cannot be read is told by its own name, and the sample stays in the batch', async (t) => {
  const read = (index: number) => (index === 1 ? Promise.reject(unreadable('sample-1')) : source.read(index));
  const partly: SampleSource = { ...source, length: 2, read };
  const mixing = [Object.assign((sample: (typeof samples)[number]) => sample, { mixes: true })];
  const told: string[] = [];
  const plain = { ...options, batchSize: 1, shuffle: false, augmentations: mixing };
  const onBadSample = (name: string) => void told.push(name);
  const batches = await collect(createLoader(partly, { ...plain, onBadSample }).batches(0, 1));
  t.deepEqual(names(batches), ['sample-0']);
  t.deepEqual(told, ['sample-1']);
  await t.throwsAsync(collect(createLoader(partly, plain).batches(0, 1)), { message: /sample-1 is broken/ });
});
