import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import {
  checkSameSize,
  drawPartner,
  readPartner,
  readSample,
  sampleInEpoch,
} from '../../../src/data/loader/make-sample.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const sample = coordinateSample(2, 3, 'a');

test('what is drawn follows from seed, epoch and sample, and from nothing else', (t) => {
  const drawn = (seed: number, epoch: number, index: number) => {
    const augmentations = [
      (given: typeof sample, random: { uniform(): number }) => ({ ...given, name: String(random.uniform()) }),
    ];
    return sampleInEpoch(sample, index, epoch, { seed, augmentations }).name;
  };
  t.is(drawn(3, 1, 2), String(createRandom(3, 'augment', 1, 2).uniform()));
  t.is(new Set([drawn(0, 0, 0), drawn(1, 0, 0), drawn(0, 1, 0), drawn(0, 0, 1)]).size, 4);
});

test('without augmentations the sample itself comes back', (t) => {
  t.is(sampleInEpoch(sample, 0, 0, { seed: 0, augmentations: [] }), sample);
});

test('an augmentation that throws names the sample, and where it threw', (t) => {
  const fail = () => {
    throw new Error('a plugin failed');
  };
  const error = t.throws(() => sampleInEpoch(sample, 0, 0, { seed: 0, augmentations: [fail] }), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], {
    code: 'sample-failed',
    message: 'the sample a could not be made: Error: a plugin failed',
  });
  t.regex(error.problems[0]!.hints![0]!, /^at .*make-sample\.test/);
});

test('a read that fails names the sample, unless the problem is known', async (t) => {
  const failing = (error: Error) => ({ ...sourceOf([sample]), read: () => Promise.reject(error) });
  await t.throwsAsync(readSample(failing(new Error('x')), 0), { message: /sample a could not be made: Error: x/ });
  const known = new TesseraError({ code: 'bad-image', message: 'm' });
  t.is(await t.throwsAsync(readSample(failing(known), 0)), known);
});

test('a sample of another size than the batch is refused with both', (t) => {
  checkSameSize(sample, { height: 2, width: 3 });
  for (const [height, width] of [
    [2, 4],
    [3, 3],
  ] as const)
    t.throws(() => checkSameSize(sample, { height, width }), {
      message: new RegExp(`to be ${height} x ${width} after augmentation, got 2 x 3 of a`),
    });
});

test('what is thrown need not be an error', (t) => {
  const fail = () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as a plugin may
    throw 'a text';
  };
  const error = t.throws(() => sampleInEpoch(sample, 0, 0, { seed: 0, augmentations: [fail] }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(error.problems, [
    { code: 'sample-failed', message: 'the sample a could not be made: a text', hints: [] },
  ]);
  t.is(error.cause, 'a text');
});

test('a source may be given memory, and augmentations leave their result in it', async (t) => {
  const into = { image: new Uint8Array(18), mask: new Uint8Array(6) };
  const given: unknown[] = [];
  const source = { ...sourceOf([sample]), read: async (...call: unknown[]) => (given.push(call), sample) };
  t.is(await readSample(source, 0, into), sample);
  t.deepEqual(given, [[0, into]]);
  const made = sampleInEpoch(sample, 0, 0, { seed: 0, augmentations: [(each) => each] }, into);
  t.is(made.image, into.image);
  t.is(made.mask, into.mask);
  t.deepEqual(into, { image: sample.image, mask: sample.mask });
});

const mixing = Object.assign((given: typeof sample) => given, { mixes: true });

test('a partner is any other sample with the same probability, drawn from seed, epoch and sample', async (t) => {
  const source = sourceOf(['a', 'b', 'c', 'd'].map((name) => coordinateSample(2, 3, name)));
  const counts = new Map<string, number>();
  for (let epoch = 0; epoch < 300; epoch++) {
    const partner = await readPartner(source, 1, epoch, { seed: 5, augmentations: [mixing] });
    const { name } = partner!.sample;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const random = createRandom(5, 'partner', epoch, 1);
    t.is(['a', 'c', 'd'][random.integer(0, 3)], name);
    t.is(partner!.random.uniform(), random.uniform());
  }
  t.deepEqual([...counts.keys()].sort(), ['a', 'c', 'd']);
  t.true([...counts.values()].every((count) => count > 70));
});

test('nothing is read for a partner where nothing mixes, or where there is no other sample', async (t) => {
  const fails = { ...sourceOf([sample, sample]), read: () => Promise.reject(new Error('it was read')) };
  t.is(await readPartner(fails, 0, 0, { seed: 0, augmentations: [(given) => given] }), undefined);
  t.is(await readPartner(sourceOf([sample]), 0, 0, { seed: 0, augmentations: [mixing] }), undefined);
});

test('the partner is handed to the augmentation that mixes', (t) => {
  const partner = { sample: coordinateSample(2, 3, 'b'), random: createRandom(0) };
  const takes = Object.assign((_: unknown, __: unknown, other?: typeof partner) => other!.sample, { mixes: true });
  t.is(sampleInEpoch(sample, 0, 0, { seed: 0, augmentations: [takes] }, undefined, partner).name, 'b');
});

test('a sample that comes again in an epoch draws anew, and so does its partner', (t) => {
  const draws = [
    (given: typeof sample, random: { uniform(): number }) => ({ ...given, name: String(random.uniform()) }),
  ];
  const drawn = (repeat?: number) =>
    sampleInEpoch(sample, 2, 1, { seed: 3, augmentations: draws }, undefined, undefined, repeat).name;
  t.is(drawn(0), drawn());
  t.is(drawn(1), String(createRandom(3, 'augment', 1, 2, 1).uniform()));
  t.is(new Set([drawn(0), drawn(1), drawn(2)]).size, 3);

  const partner = (repeat?: number) =>
    drawPartner({ length: 1000 }, 2, 1, { seed: 3, augmentations: [mixing] }, repeat)!;
  t.is(partner(0).index, partner().index);
  const random = createRandom(3, 'partner', 1, 2, 1);
  const other = random.integer(0, 999);
  const { index, random: rest } = partner(1);
  t.is(index, other < 2 ? other : other + 1);
  t.is(rest.uniform(), random.uniform());
});
