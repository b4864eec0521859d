import { mapImage } from '../simd/map-sample.ts';
import { gaussianKernel } from './gaussian-kernel.ts';
import type { ImageSize } from '../sample.ts';

/**
 * torchvision's `gaussian_blur` of a uint8 image [height, width, 3]. The kernel size is odd; edges are mirrored without
 * repeating the last pixel. Computed in float32 and rounded once, at the end.
 * @throws Error if half the kernel is larger than the image
 */
export function gaussianBlur(
  image: Uint8Array,
  { height, width }: ImageSize,
  kernelSize: number,
  sigma: number,
): Uint8Array {
  const reach = (kernelSize - 1) / 2;
  if (reach >= height || reach >= width)
    throw new Error(`A kernel of ${kernelSize} is too large for ${height} x ${width} pixels`);
  const weights = gaussianKernel(kernelSize, sigma);
  const floatBytes = Float32Array.BYTES_PER_ELEMENT;
  return mapImage(image, ({ routines, input, room }, source, target) => {
    const rows = room(image.length * floatBytes);
    const padded = room((width + 2 * reach) * 3 * floatBytes);
    routines.blur(source, target, height, width, input(weights), kernelSize, rows, padded);
  });
}
