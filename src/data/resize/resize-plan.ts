import { roundHalfEven } from '../round-half-even.ts';
import type { ImageSize } from '../sample.ts';

/** A rectangle of pixels within an image. */
export interface Window extends ImageSize {
  readonly top: number;
  readonly left: number;
}

/** A resize to `size`, of which `window` is kept. */
export interface ResizePlan {
  readonly size: ImageSize;
  readonly window: Window;
}

/**
 * Resizes to the smallest size of the same aspect ratio that covers `to`, and crops the centre. For a square `to` this
 * is torchvision's `Resize(s)` and `CenterCrop((s, s))`. The longer side is truncated; the crop's corner rounds halves
 * to even.
 */
export function coverAndCrop(from: ImageSize, to: ImageSize): ResizePlan {
  const heightDecides = to.height / from.height >= to.width / from.width;
  const size = heightDecides
    ? { height: to.height, width: Math.floor((to.height * from.width) / from.height) }
    : { height: Math.floor((to.width * from.height) / from.width), width: to.width };
  const top = roundHalfEven((size.height - to.height) / 2);
  const left = roundHalfEven((size.width - to.width) / 2);
  return { size, window: { top, left, height: to.height, width: to.width } };
}

/** Resizes all of the image to exactly `size`; its aspect ratio may change. */
export function stretchTo(size: ImageSize): ResizePlan {
  return { size, window: { top: 0, left: 0, height: size.height, width: size.width } };
}
