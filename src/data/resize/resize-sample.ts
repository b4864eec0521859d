import type { Interpolation } from '../dataset.ts';
import type { ImageSize, NamedImage, Sample } from '../sample.ts';
import { resizeBilinear } from './resize-bilinear.ts';
import { resizeNearest } from './resize-nearest.ts';
import { coverAndCrop, stretchTo, type ResizePlan } from './resize-plan.ts';

/** An image without a mask, resized by the shortest side and cropped to the centre, as `resizeSample` does. */
export function resizeImage(image: NamedImage, size: ImageSize, interpolation: Interpolation): NamedImage {
  return hasSize(image, size) ? image : imageByPlan(image, coverAndCrop(image, size), interpolation);
}

/** Resizes the shortest side, then crops the centre. The mask takes the nearest pixel. */
export function resizeSample(sample: Sample, size: ImageSize, interpolation: Interpolation): Sample {
  return hasSize(sample, size) ? sample : sampleByPlan(sample, coverAndCrop(sample, size), interpolation);
}

/** Resizes to exactly `size`; the aspect ratio may change. */
export function stretchSample(sample: Sample, size: ImageSize, interpolation: Interpolation): Sample {
  return sampleByPlan(sample, stretchTo(size), interpolation);
}

function hasSize(image: ImageSize, { height, width }: ImageSize): boolean {
  return image.height === height && image.width === width;
}

function sampleByPlan(sample: Sample, plan: ResizePlan, interpolation: Interpolation): Sample {
  return { ...imageByPlan(sample, plan, interpolation), mask: resizeNearest(sample.mask, 1, sample, plan) };
}

function imageByPlan(from: NamedImage, plan: ResizePlan, interpolation: Interpolation): NamedImage {
  const { height, width } = plan.window;
  const image =
    interpolation === 'bilinear' ? resizeBilinear(from.image, from, plan) : resizeNearest(from.image, 3, from, plan);
  return { name: from.name, height, width, image };
}
