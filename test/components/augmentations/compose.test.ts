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
