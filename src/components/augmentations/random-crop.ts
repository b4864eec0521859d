import { z } from 'zod';
import { cropSample } from '../../data/transforms/crop.ts';
import type { Window } from '../../data/resize/resize-plan.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';

const side = z.int().positive();

export const randomCrop = defineComponent({
  kind: 'augmentation',
  type: 'random-crop',
  description: 'Crops a part of a fixed size. Where the part reaches beyond the sample, it is black and ignored.',
  params: z.strictObject({
    size: z
      .union([side, z.tuple([side, side])])
      .describe('Side of the square, or [height, width]. Must fit the model.'),
    padding: z.int().nonnegative().default(0).describe('Pixels by which the part may reach beyond each edge.'),
  }),
  build: ({ size, padding }) => {
    const [height, width] = typeof size === 'number' ? [size, size] : size;
    return (sample, random) => cropSample(sample, drawCrop(sample, { height, width }, padding, random));
  },
});

/**
 * As torchvision's `RandomCrop` with `pad_if_needed`: a sample that is smaller than the crop lies anywhere within it.
 */
export function drawCrop(from: ImageSize, to: ImageSize, padding: number, random: Random): Window {
  const offset = (length: number, cropped: number) => {
    const room = length + 2 * padding - cropped;
    return room >= 0 ? random.integer(0, room + 1) - padding : random.integer(0, 1 - room) + room - padding;
  };
  const top = offset(from.height, to.height);
  return { top, left: offset(from.width, to.width), height: to.height, width: to.width };
}
