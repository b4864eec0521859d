import { z } from 'zod';
import { displace, smoothField, uniformNoise, type NoiseSeed } from '../../data/transforms/elastic.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { fillMaskParam, fillProblems, labelOf, probability } from './params.ts';
import { withProbability } from './with-probability.ts';

export const elastic = defineComponent({
  kind: 'augmentation',
  type: 'elastic',
  description:
    "Shifts pixels by smooth random fields (Simard et al. 2003), as Albumentations' `ElasticTransform` with " +
    'uniform noise. Pixels from outside are black.',
  params: z.strictObject({
    p: probability(),
    alpha: z.number().nonnegative().default(120).describe('Factor of the smoothed noise, in pixels.'),
    sigma: z.number().positive().default(6).describe('Standard deviation of the smoothing, in pixels.'),
    fill_mask: fillMaskParam,
  }),
  check: fillProblems,
  build: ({ p, alpha, sigma, fill_mask }) => {
    const fill = labelOf(fill_mask);
    return withProbability(
      p,
      (_, random) => [drawSeed(random), drawSeed(random)] as const,
      (sample, [x, y]) => {
        const field = (seed: NoiseSeed) => smoothField(uniformNoise(sample, seed), sample, sigma, alpha);
        return displace(sample, { dx: field(x), dy: field(y) }, fill);
      },
    );
  },
});

function drawSeed(random: Random): NoiseSeed {
  const word = () => (BigInt(random.integer(1, 2 ** 32)) << 32n) | BigInt(random.integer(0, 2 ** 32));
  return [word(), word()];
}
