import type { ImageSize } from '../sample.ts';
import type { Placement } from './placement.ts';

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

/** The resize of a photo to what is seen of it in its input. */
export function planOf({ scaled, offset, input }: Placement): ResizePlan {
  const [top, left] = [Math.max(0, -offset.top), Math.max(0, -offset.left)];
  const height = Math.min(scaled.height - top, input.height - Math.max(0, offset.top));
  const width = Math.min(scaled.width - left, input.width - Math.max(0, offset.left));
  return { size: scaled, window: { top, left, height, width } };
}

/** Resizes all of the image to exactly `size`; its aspect ratio may change. */
export function stretchTo(size: ImageSize): ResizePlan {
  return { size, window: { top: 0, left: 0, height: size.height, width: size.width } };
}
