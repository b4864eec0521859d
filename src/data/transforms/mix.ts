import { mapImage, mapSample } from '../simd/map-sample.ts';
import type { Window } from '../resize/resize-plan.ts';
import type { Sample } from '../sample.ts';

/** `share` of the image and the rest of `other`'s, pixel by pixel. The mask stays that of the sample. */
export function blendImages(sample: Sample, other: Sample, share: number): Sample {
  const { image } = sample;
  return {
    ...sample,
    image: mapImage(image, ({ routines, input }, source, target) =>
      routines.blend(source, input(other.image), target, image.length, share),
    ),
  };
}

/** The sample with a window of `other`, image and mask, in the same place. */
export function pasteWindow(sample: Sample, other: Sample, { top, left, height, width }: Window): Sample {
  return mapSample(sample, ({ routines, input }, { image, mask, imageOut, maskOut }) => {
    routines.copyBytes(image, imageOut, sample.image.length);
    routines.copyBytes(mask, maskOut, sample.mask.length);
    routines.paste(input(other.image), imageOut, sample.width * 3, top, left * 3, height, width * 3);
    routines.paste(input(other.mask), maskOut, sample.width, top, left, height, width);
  });
}
