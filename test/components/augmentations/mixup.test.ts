import test from 'ava';
import { drawBeta } from '../../../src/components/augmentations/draw-beta.ts';
import { createRandom } from '../../../src/core/random.ts';
import { buildAugmentation } from '../../helpers/data.ts';

const flat = (level: number, label: number) => ({
  name: String(label),
  height: 2,
  width: 2,
  image: new Uint8Array(12).fill(level),
  mask: new Uint8Array(4).fill(label),
});

test('images are blended, and the mask is that of the sample, which has the larger share', async (t) => {
  const mixup = await buildAugmentation({ type: 'mixup', p: 1, alpha: 0.5 });
  const shares: number[] = [];
  for (let seed = 0; seed < 2000; seed++) {
    const { image, mask } = mixup(flat(250, 1), createRandom(seed), {
      sample: flat(0, 2),
      random: createRandom('other'),
    });
    t.deepEqual([...mask], [1, 1, 1, 1]);
    t.is(new Set(image).size, 1);
    shares.push(image[0]! / 250);
  }
  // The mean of Beta(1.5, 0.5).
  t.true(Math.abs(shares.reduce((sum, share) => sum + share, 0) / shares.length - 0.75) < 0.02);
});

test("pixels that the sample ignores stay so, and the partner's ignored ones count with the sample's label", async (t) => {
  const mixup = await buildAugmentation({ type: 'mixup', p: 1, alpha: 1 });
  const mask = (...labels: number[]) => Uint8Array.from(labels);
  const sample = { ...flat(200, 0), mask: mask(1, 255, 1, 255) };
  const partner = { sample: { ...flat(0, 0), mask: mask(255, 2, 2, 255) }, random: createRandom('other') };
  const mixed = mixup(sample, createRandom(3), partner);
  t.deepEqual([...mixed.mask], [1, 255, 1, 255]);
  t.true(mixed.image[0]! > 0 && mixed.image[0]! < 200);
  t.is(new Set(mixed.image).size, 1, 'ignored pixels are blended like others, since the network sees them');
});

test('the loss has the mean of the loss over both masks, as mixup defines it', (t) => {
  // Any loss of a blended pair: f(level of the blend, label). The pair comes in both orders.
  const loss = (level: number, label: number) => Math.exp(level) * (label === 1 ? 2 : 0.5) + label * level ** 2;
  const pairs = [
    [
      { level: 0.9, label: 1 },
      { level: 0.2, label: 2 },
    ],
    [
      { level: 0.2, label: 2 },
      { level: 0.9, label: 1 },
    ],
  ] as const;
  const [alpha, draws] = [0.4, 100_000];
  const random = createRandom('mixup');
  let [both, own] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const [first, second] = pairs[draw % 2]!;
    const blend = (share: number) => share * first.level + (1 - share) * second.level;
    const share = drawBeta(alpha, alpha, random);
    both += share * loss(blend(share), first.label) + (1 - share) * loss(blend(share), second.label);
    own += loss(blend(drawBeta(alpha + 1, alpha, random)), first.label);
  }
  t.true(Math.abs(both - own) / draws < 0.02, `${both / draws} and ${own / draws}`);
  // Without the weighting of the share, it is another number.
  let unweighted = 0;
  for (let draw = 0; draw < draws; draw++) {
    const [first, second] = pairs[draw % 2]!;
    const share = drawBeta(alpha, alpha, random);
    unweighted += loss(share * first.level + (1 - share) * second.level, first.label);
  }
  t.true(Math.abs(both - unweighted) / draws > 0.1);
});
