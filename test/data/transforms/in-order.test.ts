import test from 'ava';
import { inOrder } from '../../../src/data/transforms/in-order.ts';
import type { Augmentation } from '../../../src/registry/index.ts';
import { createRandom } from '../../../src/core/random.ts';

const named = (name: string) => ({ name, height: 1, width: 1, image: new Uint8Array(3), mask: new Uint8Array(1) });
const adds =
  (letter: string): Augmentation =>
  (sample) => ({ ...sample, name: `${sample.name}${letter}` });
const mixes: Augmentation = Object.assign(
  ((sample, _, partner) => ({ ...sample, name: `${sample.name}(${partner?.sample.name ?? ''})` })) as Augmentation,
  { mixes: true },
);
const partner = () => ({ sample: named('q'), random: createRandom('partner') });

test('augmentations are applied in order, and one pipeline that mixes nothing is not said to mix', (t) => {
  const pipeline = inOrder([adds('a'), adds('b')]);
  t.is(pipeline(named('p'), createRandom(0), partner()).name, 'pab');
  t.falsy(pipeline.mixes);
});

test('the partner goes through what comes before a mix, and is not mixed itself', (t) => {
  const pipeline = inOrder([adds('a'), mixes, adds('b'), mixes, adds('c')]);
  t.true(pipeline.mixes);
  t.is(pipeline(named('p'), createRandom(0), partner()).name, 'pa(qa)b(qab)c');
  t.is(pipeline(named('p'), createRandom(0)).name, 'pa()b()c');
});

test('the draws of a sample do not depend on its partner', (t) => {
  const draws: number[] = [];
  const drawing: Augmentation = (sample, random) => {
    draws.push(random.uniform());
    return sample;
  };
  inOrder([drawing, mixes, drawing])(named('p'), createRandom(3), partner());
  const random = createRandom(3);
  t.deepEqual([draws[0], draws[2]], [random.uniform(), random.uniform()]);
  t.is(draws[1], partner().random.uniform());
});
