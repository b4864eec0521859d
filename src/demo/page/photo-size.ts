import type { ResizePolicy } from '../../data/resize/placement.ts';
import type { ImageSize } from '../../data/sample.ts';

/** What a browser has the memory for, in pixels. */
const limits = {
  /** A photo is decoded to 4 bytes per pixel, and copied twice. */
  read: 50e6,
  /** A network that takes photos at their own size needs hundreds of bytes per pixel. */
  input: 4e6,
  /** The largest canvas on phones has 4096 x 4096 pixels. */
  labels: 16e6,
};

/** The size at which a photo is read: its own, unless a browser lacks the memory. */
export function sizeToRead(photo: ImageSize, policy: ResizePolicy): ImageSize {
  return within(photo, policy === 'none' ? limits.input : limits.read);
}

/** The size of the answer: the photo's own, unless it is larger than a canvas can be. */
export function sizeOfLabels(photo: ImageSize): ImageSize {
  return within(photo, limits.labels);
}

/** The size itself, or the largest of the same shape that has no more pixels. */
function within(size: ImageSize, pixels: number): ImageSize {
  const factor = Math.sqrt(pixels / (size.height * size.width));
  if (factor >= 1) return size;
  return {
    height: Math.max(1, Math.floor(size.height * factor)),
    width: Math.max(1, Math.floor(size.width * factor)),
  };
}
