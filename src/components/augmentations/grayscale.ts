import { z } from 'zod';
import { grey } from '../../data/adjust-color.ts';
import type { Sample } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, withProbability } from './common.ts';

export const grayscale = defineComponent({
  kind: 'augmentation',
  type: 'grayscale',
  description: "Takes the colour away, as torchvision's RandomGrayscale.",
  params: z.strictObject({ p: probability(0.1) }),
  build: ({ p }) => withProbability(p, () => undefined, applyGrayscale),
});

export function applyGrayscale(sample: Sample): Sample {
  const image = new Uint8Array(sample.image.length);
  for (let offset = 0; offset < image.length; offset += 3) {
    const light = grey(sample.image, offset);
    image[offset] = light;
    image[offset + 1] = light;
    image[offset + 2] = light;
  }
  return { ...sample, image };
}
