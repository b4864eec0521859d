import { mapSample } from '../simd/map-sample.ts';
import type { Sample } from '../sample.ts';

/** Swaps left and right, as torchvision's `hflip` does. */
export function flipHorizontally(sample: Sample): Sample {
  const { height, width } = sample;
  return mapSample(sample, ({ routines }, { image, mask, imageOut, maskOut }) => {
    routines.flipImage(image, imageOut, height, width);
    routines.flipMask(mask, maskOut, height, width);
  });
}

/** Swaps top and bottom, as torchvision's `vflip` does. */
export function flipVertically(sample: Sample): Sample {
  const { height, width } = sample;
  return mapSample(sample, ({ routines }, { image, mask, imageOut, maskOut }) => {
    routines.flipRows(image, imageOut, height, width * 3);
    routines.flipRows(mask, maskOut, height, width);
  });
}
