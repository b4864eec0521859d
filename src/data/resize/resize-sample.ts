import { resizeBilinear } from './resize-bilinear.ts';
import { resizeNearest } from './resize-nearest.ts';
import { planResize, type ResizePlan } from './resize-plan.ts';
import type { ImageSize, Interpolation, Sample, SampleSource } from '../sample.ts';

/** Every sample of `source` at the size of the experiment. */
export function resizedSource(source: SampleSource, size: ImageSize, interpolation: Interpolation): SampleSource {
  return {
    ...source,
    size,
    read: async (index) => resizeSample(await source.read(index), size, interpolation),
    ...(source.fingerprint && {
      fingerprint: async () => JSON.stringify([await source.fingerprint?.(), size, interpolation]),
    }),
  };
}

/** Resizes the shortest side, then crops the centre; the mask takes the nearest pixel. */
export function resizeSample(sample: Sample, size: ImageSize, interpolation: Interpolation): Sample {
  const fits = sample.height === size.height && sample.width === size.width;
  return fits ? sample : applyPlan(sample, planResize(sample, size), interpolation);
}

/** Resizes to exactly `size`, whatever the shape was. */
export function stretchSample(sample: Sample, size: ImageSize, interpolation: Interpolation): Sample {
  return applyPlan(
    sample,
    { size, window: { top: 0, left: 0, height: size.height, width: size.width } },
    interpolation,
  );
}

function applyPlan(sample: Sample, plan: ResizePlan, interpolation: Interpolation): Sample {
  const image =
    interpolation === 'bilinear'
      ? resizeBilinear(sample.image, sample, plan)
      : resizeNearest(sample.image, 3, sample, plan);
  return {
    name: sample.name,
    height: plan.window.height,
    width: plan.window.width,
    image,
    mask: resizeNearest(sample.mask, 1, sample, plan),
  };
}
