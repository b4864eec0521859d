import { z } from 'zod';
import { rotateQuarters } from '../../data/transforms/rotate-quarters.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';
import { withProbability } from './with-probability.ts';

export const randomRotate90 = defineComponent({
  kind: 'augmentation',
  type: 'random-rotate90',
  description:
    "Turns by 0, 90, 180 or 270 degrees, as Albumentations' `RandomRotate90`. Samples that are not square " +
    'change their shape: end the list with `random-crop`.',
  params: z.strictObject({ p: probability() }),
  build: ({ p }) => withProbability(p, (_, random) => random.integer(0, 4), rotateQuarters),
});
