import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation } from '../../helpers/data.ts';

test('parts come up by their weights, and p is the share that is changed at all', async (t) => {
  const of = [
    { type: 'horizontal-flip', p: 1 },
    { type: 'vertical-flip', p: 1 },
  ];
  const augment = await buildAugmentation({ type: 'one-of', p: 0.5, of, weights: [3, 1] });
  const sample = { name: 's', height: 2, width: 2, image: new Uint8Array(12), mask: Uint8Array.from([0, 1, 2, 3]) };
  const firsts = Array.from({ length: 4000 }, (_, seed) => augment(sample, createRandom(seed)).mask[0]!);
  const share = (label: number) => firsts.filter((value) => value === label).length / firsts.length;
  t.true(Math.abs(share(1) - 0.375) < 0.03, 'mirrored left and right');
  t.true(Math.abs(share(2) - 0.125) < 0.03, 'mirrored top and bottom');
});

test('weights that do not match the parts are refused', async (t) => {
  const of = [{ type: 'grayscale' }, { type: 'vertical-flip' }];
  await t.throwsAsync(buildAugmentation({ type: 'one-of', of, weights: [1] }), {
    instanceOf: TesseraError,
    message: /expected 2 weights.*got \[1\]/,
  });
  await t.throwsAsync(buildAugmentation({ type: 'one-of', of, weights: [0, 0] }), { instanceOf: TesseraError });
});

test('a part that mixes is given the partner', async (t) => {
  const augment = await buildAugmentation({ type: 'one-of', of: [{ type: 'cutmix', p: 1 }] });
  t.true(augment.mixes);
  t.falsy((await buildAugmentation({ type: 'one-of', of: [{ type: 'grayscale' }] })).mixes);
  const flat = (label: number) => ({
    name: 's',
    height: 9,
    width: 9,
    image: new Uint8Array(243),
    mask: new Uint8Array(81).fill(label),
  });
  const labels = new Set<number>();
  for (let seed = 0; seed < 20; seed++)
    augment(flat(1), createRandom(seed), { sample: flat(2), random: createRandom('other') }).mask.forEach((label) =>
      labels.add(label),
    );
  t.deepEqual([...labels].sort(), [1, 2]);
});
