import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { Batch } from '../../../src/data/loader/batch.ts';
import { createEvaluationLoader, type EvaluationLoader } from '../../../src/data/loader/evaluation-loader.ts';
import type { SampleSource } from '../../../src/data/sample.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const samples = Array.from({ length: 5 }, (_, index) => coordinateSample(2, index < 3 ? 3 : 4, `s${index}`));
const options = { batchSize: 2, seed: 0, augmentations: [] };

async function collect(loader: EvaluationLoader): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of loader.epoch(0)) batches.push(batch);
  return batches;
}

const bad = new TesseraError({ code: 'bad-image', message: 'broken' });
const failing = (...positions: number[]): SampleSource => {
  const source = sourceOf(samples);
  return { ...source, read: async (index) => (positions.includes(index) ? Promise.reject(bad) : source.read(index)) };
};

test('samples of different sizes come one by one, in order; a batch of metrics has more', async (t) => {
  const loader = createEvaluationLoader(sourceOf(samples), options);
  const batches = await collect(loader);
  t.is(loader.unit, 2);
  t.deepEqual(
    batches.map(({ size, height, width, names, indices }) => [size, height, width, names, indices]),
    samples.map(({ height, width, name }, index) => [1, height, width, [name], [index]]),
  );
  t.deepEqual(batches[4]!.images, samples[4]!.image);
  t.deepEqual(batches[4]!.masks, samples[4]!.mask);
  t.deepEqual((await collect(loader)).length, 5, 'every epoch has all of them');
});

test('inputs of one size are stacked, with the masks against which they are scored', async (t) => {
  const original = (height: number) => ({
    mask: new Uint8Array(height),
    placement: {
      photo: { height, width: 1 },
      scaled: { height: 2, width: 3 },
      offset: { top: 0, left: 0 },
      input: { height: 2, width: 3 },
    },
  });
  const three = samples.slice(0, 3).map((sample, index) => ({ ...sample, original: original(index + 1) }));
  const source = { ...sourceOf(three), size: { height: 2, width: 3 } };
  const [first, last] = await collect(createEvaluationLoader(source, options));
  t.deepEqual([first!.size, last!.size], [2, 1]);
  t.deepEqual([...first!.masks], [...samples[0]!.mask, ...samples[1]!.mask]);
  t.deepEqual([...first!.images], [...samples[0]!.image, ...samples[1]!.image]);
  t.deepEqual(first!.originals, [original(1), original(2)]);
  t.deepEqual(last!.originals, [original(3)]);
  t.deepEqual(last!.indices, [2]);
});

test('a sample that cannot be read is an error, or told and left out', async (t) => {
  await t.throwsAsync(collect(createEvaluationLoader(failing(3), options)), { message: /broken/ });
  const told: string[] = [];
  const source = { ...failing(1, 4), size: { height: 2, width: 3 } };
  const skipping = { ...options, batchSize: 4, onBadSample: (name: string) => void told.push(name) };
  const batches = await collect(createEvaluationLoader({ ...source, length: 5 }, { ...skipping, batchSize: 2 }));
  t.deepEqual(
    batches.map(({ indices }) => indices),
    [[0, 2], [3]],
  );
  t.deepEqual(told, ['s1', 's4']);
  const other = { ...sourceOf(samples), read: () => Promise.reject(new Error('a mistake in the code')) };
  await t.throwsAsync(collect(createEvaluationLoader(other, skipping)), { message: 'a mistake in the code' });
});

test('samples are augmented as in the first epoch, if that is asked for', async (t) => {
  const cut = (sample: (typeof samples)[0]) => ({
    ...sample,
    width: 1,
    image: sample.image.slice(0, 6),
    mask: sample.mask.slice(0, 2),
  });
  const [first] = await collect(createEvaluationLoader(sourceOf(samples), { ...options, augmentations: [cut] }));
  t.deepEqual([first!.width, ...first!.masks], [1, 0, 1]);
});
