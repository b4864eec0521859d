import type { Interpolation } from '../dataset.ts';
import type { ImageSize, NamedImage, Sample } from '../sample.ts';
import { resizeBilinear } from './resize-bilinear.ts';
import { resizeNearest } from './resize-nearest.ts';
import { stretchTo, type ResizePlan } from './resize-plan.ts';

/** The window of the plan, of an image without a mask. */
export function resizeImage(from: NamedImage, plan: ResizePlan, interpolation: Interpolation): NamedImage {
  const { height, width } = plan.window;
  const image =
    interpolation === 'bilinear' ? resizeBilinear(from.image, from, plan) : resizeNearest(from.image, 3, from, plan);
  return { name: from.name, height, width, image };
}

/** The window of the plan. The mask takes the nearest pixel. */
export function resizeSample(sample: Sample, plan: ResizePlan, interpolation: Interpolation): Sample {
  return { ...resizeImage(sample, plan, interpolation), mask: resizeNearest(sample.mask, 1, sample, plan) };
}

/** Resizes to exactly `size`; the aspect ratio may change. */
export function stretchSample(sample: Sample, size: ImageSize, interpolation: Interpolation): Sample {
  return resizeSample(sample, stretchTo(size), interpolation);
}
