import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createRandom, type Random } from '../../../src/core/random.ts';
import { allocateBatch, sampleMemory } from '../../../src/data/loader/batch.ts';
import { fillHere, fillItems, type ItemsRequest } from '../../../src/data/loader/fill-batch.ts';
import type { ImageSize, Sample, SampleMemory, SampleSource } from '../../../src/data/sample.ts';
import type { Partner } from '../../../src/registry/index.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const size = { height: 2, width: 3 };

/** All pixels of the sample at `index` are `index + 1`. */
const plain = (index: number, { height, width }: ImageSize = size): Sample => ({
  name: `sample-${index}`,
  height,
  width,
  image: new Uint8Array(height * width * 3).fill(index + 1),
  mask: new Uint8Array(height * width).fill(index + 1),
});
const source = sourceOf([0, 1, 2, 3, 4].map((index) => plain(index)));
const asTheyAre = { seed: 0, augmentations: [] };

const requestOf = (indices: readonly number[], request: Partial<ItemsRequest> = {}): ItemsRequest => ({
  epoch: 0,
  items: indices.map((index, position) => ({ index, repeat: 0, position })),
  memory: allocateBatch(indices.length, size),
  stored: size,
  ...request,
});

test('each sample gets into its own place, and no other is touched', async (t) => {
  const memory = allocateBatch(3, size);
  const items = [
    { index: 4, repeat: 0, position: 2 },
    { index: 1, repeat: 0, position: 0 },
  ];
  t.deepEqual(await fillItems(source, asTheyAre, { epoch: 0, items, memory, stored: size }), []);
  for (const [position, value] of [2, 0, 5].entries()) {
    const { image, mask } = sampleMemory(memory, position);
    t.deepEqual(
      [...image],
      Array.from({ length: 18 }, () => value),
    );
    t.deepEqual(
      [...mask],
      Array.from({ length: 6 }, () => value),
    );
  }
});

test('a source may read into the batch itself, and what it has read there is not copied again', async (t) => {
  const memory = allocateBatch(2, size);
  const reading: SampleSource = {
    ...source,
    read: async (index, into) => {
      const copied = () => t.fail('copied again');
      into!.image.fill(index + 1);
      into!.mask.fill(index + 1);
      return { ...plain(index), ...frozen(into!, copied) };
    },
  };
  await fillItems(reading, asTheyAre, requestOf([3, 2], { memory }));
  t.deepEqual([...memory.masks], [4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3]);
  t.deepEqual([...memory.images.subarray(16, 20)], [4, 4, 3, 3]);
});

/** The same arrays, which tell if anything is written by `set`. */
function frozen(into: SampleMemory, copied: () => void): SampleMemory {
  for (const bytes of [into.image, into.mask]) Object.assign(bytes, { set: copied });
  return into;
}

test('a source is given no memory where samples have another size before augmentation', async (t) => {
  const stack = allocateBatch(1, size);
  for (const stored of [
    { height: 2, width: 4 },
    { height: 3, width: 3 },
  ]) {
    const given: unknown[] = [];
    const larger: SampleSource = {
      ...source,
      read: async (index, into) => {
        given.push(into);
        return plain(index, stored);
      },
    };
    const cut = (sample: Sample): Sample => ({ ...plain(0), name: sample.name, mask: sample.mask.slice(0, 6) });
    const recipe = { seed: 0, augmentations: [cut] };
    t.deepEqual(await fillItems(larger, recipe, requestOf([1], { memory: stack, stored })), []);
    t.deepEqual(given, [undefined]);
    t.deepEqual([...stack.masks], [2, 2, 2, 2, 2, 2]);
    t.is(stack.images[17], 1);
  }
});

test('samples are augmented by the draws of their own index and epoch', async (t) => {
  const draw = (sample: Sample, random: { uniform(): number }): Sample => {
    const value = Math.floor(random.uniform() * 256);
    return { ...sample, image: new Uint8Array(18).fill(value), mask: new Uint8Array(6).fill(value) };
  };
  const drawn = async (epoch: number, indices: readonly number[], seed = 0) => {
    const request = requestOf(indices, { epoch });
    await fillItems(source, { seed, augmentations: [draw] }, request);
    return indices.map((_, position) => request.memory.masks[6 * position]!);
  };
  const [first, second] = await drawn(3, [1, 4]);
  t.deepEqual(await drawn(3, [4, 1]), [second!, first!]);
  t.notDeepEqual(await drawn(2, [1, 4]), [first!, second!]);
  t.notDeepEqual(await drawn(3, [1, 4], 1), [first!, second!]);
});

test('samples that cannot be read are returned with their position and why; the others are made', async (t) => {
  const broken = (code: 'bad-image' | 'missing-mask') => new TesseraError({ code, message: code });
  const partly: SampleSource = {
    ...source,
    read: async (index) => {
      if (index === 1) throw broken('bad-image');
      if (index === 3) throw broken('missing-mask');
      return plain(index);
    },
  };
  const request = requestOf([1, 0, 3]);
  t.deepEqual(await fillItems(partly, asTheyAre, request), [
    { position: 0, problems: broken('bad-image').problems },
    { position: 2, problems: broken('missing-mask').problems },
  ]);
  t.deepEqual([...request.memory.masks], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
});

test('anything else that fails is thrown', async (t) => {
  const failing: SampleSource = { ...source, read: () => Promise.reject(new RangeError('no room')) };
  await t.throwsAsync(fillItems(failing, asTheyAre, requestOf([0])), { message: /sample-0 could not be made/ });
  const odd: SampleSource = { ...source, read: async () => coordinateSample(2, 2, 'odd') };
  await t.throwsAsync(fillItems(odd, asTheyAre, requestOf([0])), { message: /bad-size.*2 x 2 of odd/ });
});

test('the samples in hand are the one that is read and, where two are read at a time, the one before', async (t) => {
  const inHand = async (parallel?: number) => {
    const told: (readonly number[])[] = [];
    const read = { ...source, ...(parallel !== undefined && { parallel }) };
    await fillItems(read, asTheyAre, requestOf([4, 0, 2]), (indices) => told.push(indices));
    return told;
  };
  t.deepEqual(await inHand(), [[4], [4, 0], [0, 2]]);
  t.deepEqual(await inHand(8), [[4], [4, 0], [0, 2]]);
  t.deepEqual(await inHand(1), [[4], [0], [2]]);
});

test('the event loop gets a turn after each sample that is augmented, and needs none where nothing is', async (t) => {
  const turnsOf = async (augmentations: readonly ((sample: Sample) => Sample)[]) => {
    let turns = 0;
    const count = () => void (turns++, (next = setImmediate(count)));
    let next = setImmediate(count);
    await fillItems(source, { seed: 0, augmentations }, requestOf([0, 1, 2, 3]));
    clearImmediate(next);
    return turns;
  };
  t.is(await turnsOf([]), 0);
  t.true((await turnsOf([(sample) => sample])) >= 4);
});

test('in one thread, a batch is begun when the one before is done, also if that failed', async (t) => {
  const log: string[] = [];
  const slow: SampleSource = {
    ...source,
    parallel: 1,
    read: async (index) => {
      log.push(`begin ${index}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`end ${index}`);
      if (index === 1) throw new Error('no room');
      return plain(index);
    },
  };
  const fill = fillHere(slow, asTheyAre);
  const { items: _, ...request } = requestOf([0]);
  const first = fill({ ...request, draws: [{ index: 1, repeat: 0 }] });
  const second = fill({ ...request, draws: [{ index: 2, repeat: 0 }] });
  await t.throwsAsync(first, { message: /no room/ });
  t.deepEqual(await second, []);
  t.deepEqual(log, ['begin 1', 'end 1', 'begin 2', 'end 2']);
  t.is(request.memory.masks[0], 3);
});

const problem = { code: 'bad-image', message: 'b.jpg is no photo' } as const;
const secondIsBad: SampleSource = {
  ...sourceOf([plain(0), plain(1)]),
  read: (index) => (index === 1 ? Promise.reject(new TesseraError(problem)) : Promise.resolve(plain(0))),
};

test('a sample whose partner cannot be read is made unmixed, and the partner is told', async (t) => {
  const partners: unknown[] = [];
  const mixes = (sample: Sample, _: unknown, partner: unknown) => (partners.push(partner), sample);
  const recipe = { seed: 0, augmentations: [Object.assign(mixes, { mixes: true })] };
  const request = requestOf([0]);
  t.deepEqual(await fillItems(secondIsBad, recipe, request), [{ position: 0, partner: 1, problems: [problem] }]);
  t.deepEqual([...request.memory.masks], [1, 1, 1, 1, 1, 1]);
  t.deepEqual(partners, [undefined]);
  t.deepEqual(await fillItems(secondIsBad, recipe, requestOf([1])), [{ position: 0, problems: [problem] }]);
});

test('a partner that cannot be read for another reason is thrown', async (t) => {
  const failing: SampleSource = {
    ...secondIsBad,
    read: (index) => (index === 1 ? Promise.reject(new RangeError('no room')) : Promise.resolve(plain(0))),
  };
  const augmentations = [Object.assign((sample: Sample) => sample, { mixes: true })];
  await t.throwsAsync(fillItems(failing, { seed: 0, augmentations }, requestOf([0])), {
    message: /sample-1 could not be made/,
  });
});

test('a sample that comes again is augmented, and mixed, by other draws, whoever makes it', async (t) => {
  const draw = (sample: Sample, random: Random, partner?: Partner): Sample => {
    const value = Math.floor(random.uniform() * 128) + Math.floor(partner!.random.uniform() * 128);
    return { ...sample, mask: new Uint8Array(6).fill(value) };
  };
  const recipe = { seed: 0, augmentations: [Object.assign(draw, { mixes: true })] };
  const expected = [[], [1], [2]].map(
    (turn) =>
      Math.floor(createRandom(0, 'augment', 3, 4, ...turn).uniform() * 128) +
      Math.floor(afterOneDraw(createRandom(0, 'partner', 3, 4, ...turn)).uniform() * 128),
  );
  t.is(new Set(expected).size, 3);
  const items = [0, 1, 2].map((repeat) => ({ index: 4, repeat, position: repeat }));
  const memory = allocateBatch(3, size);
  // As two threads would.
  for (const share of [[items[1]!], [items[0]!, items[2]!]])
    t.deepEqual(await fillItems(source, recipe, requestOf([4], { epoch: 3, items: share, memory })), []);
  t.deepEqual(
    [0, 6, 12].map((pixel) => memory.masks[pixel]),
    expected,
  );
});

function afterOneDraw(random: Random): Random {
  random.uniform();
  return random;
}
