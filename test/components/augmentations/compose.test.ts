import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation, coordinateSample } from '../../helpers/data.ts';

const of = [
  { type: 'random-crop', size: [2, 3] },
  { type: 'horizontal-flip', p: 1 },
];

test('the parts come one after the other, in order', async (t) => {
  const augment = await buildAugmentation({ type: 'compose', of });
  const { height, width, mask } = augment(coordinateSample(2, 3), createRandom(0));
  t.deepEqual([height, width, ...mask], [2, 3, 2, 1, 0, 3, 2, 1]);
});

test('p decides about all parts at once', async (t) => {
  const augment = await buildAugmentation({
    type: 'compose',
    p: 0.25,
    of: [
      { type: 'horizontal-flip', p: 1 },
      { type: 'vertical-flip', p: 1 },
    ],
  });
  const firsts = Array.from(
    { length: 2000 },
    (_, seed) => augment(coordinateSample(2, 3), createRandom(seed)).mask[0]!,
  );
  t.deepEqual([...new Set(firsts)].sort(), [0, 3]);
  t.true(Math.abs(firsts.filter((label) => label === 3).length / firsts.length - 0.25) < 0.05);
});

test('a list that mixes takes its partner through what comes before, and does all or nothing', async (t) => {
  const mixed = {
    type: 'compose',
    p: 0.5,
    of: [
      { type: 'horizontal-flip', p: 1 },
      { type: 'mixup', p: 1, alpha: 1 },
    ],
  };
  const augment = await buildAugmentation(mixed);
  t.true(augment.mixes);
  t.falsy((await buildAugmentation({ type: 'compose', of })).mixes);
  const flat = (level: number) => ({
    ...coordinateSample(2, 3),
    image: Uint8Array.from([level, 0, 0, 0, 0, 0, 0, 0, 0, level, 0, 0, 0, 0, 0, 0, 0, 0]),
  });
  let flipped = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { image } = augment(flat(40), createRandom(seed), { sample: flat(200), random: createRandom('other') });
    if (image[6]! > 0) {
      flipped++;
      t.true(image[6]! >= 40 && image[6]! <= 200 && image[0] === 0);
    } else t.is(image[0], 40);
  }
  t.true(flipped > 70 && flipped < 130);
});
