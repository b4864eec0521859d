import { mapSample } from '../simd/map-sample.ts';
import type { Sample } from '../sample.ts';

/** Mirrors left and right, as torchvision's `hflip`. */
export function flipHorizontally(sample: Sample): Sample {
  const { height, width } = sample;
  return mapSample(sample, ({ kernels }, { image, mask, imageOut, maskOut }) => {
    kernels.flipImage(image, imageOut, height, width);
    kernels.flipMask(mask, maskOut, height, width);
  });
}

/** Mirrors top and bottom, as torchvision's `vflip`. */
export function flipVertically(sample: Sample): Sample {
  const { height, width } = sample;
  return mapSample(sample, ({ kernels }, { image, mask, imageOut, maskOut }) => {
    kernels.flipRows(image, imageOut, height, width * 3);
    kernels.flipRows(mask, maskOut, height, width);
  });
}
