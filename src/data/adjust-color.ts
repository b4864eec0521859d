import { mapImage } from './kernels/map-sample.ts';
import { scratch } from './kernels/scratch.ts';

/**
 * torchvision's colour operations on uint8 RGB tensors: float32 arithmetic, clamped, then truncated to 8 bits.
 * Each returns a new image [pixels, 3].
 */
const { fround } = Math;

/** `factor` 0 is black, 1 the image itself. */
export function adjustBrightness(image: Uint8Array, factor: number): Uint8Array {
  const ratio = fround(factor);
  return lookUp(image, (value) => fround(ratio * value));
}

/** `factor` 0 is the mean grey, 1 the image itself. */
export function adjustContrast(image: Uint8Array, factor: number): Uint8Array {
  const ratio = fround(factor);
  const rest = fround(1 - factor);
  return scratch(({ kernels, input, result }) => {
    const source = input(image);
    const mean = fround(kernels.greyMean(source, image.length / 3));
    return lookUp(result(source, image.length), (value) => fround(fround(ratio * value) + rest * mean));
  });
}

/** `factor` 0 is grey, 1 the image itself. */
export function adjustSaturation(image: Uint8Array, factor: number): Uint8Array {
  return mapImage(image, ({ kernels }, source, target) => kernels.saturate(source, target, image.length / 3, fround(factor), fround(1 - factor)));
}

/** Turns the hue by `factor` of a full circle, -0.5 to 0.5. */
export function adjustHue(image: Uint8Array, factor: number): Uint8Array {
  return mapImage(image, ({ kernels }, source, target) => kernels.turnHue(source, target, image.length / 3, fround(factor)));
}

/** All channels as ITU-R 601 luma, as torchvision's `rgb_to_grayscale`, rounded down. */
export function toGrayscale(image: Uint8Array): Uint8Array {
  return mapImage(image, ({ kernels }, source, target) => kernels.grayscale(source, target, image.length / 3));
}

/** Applies a function of one value to all of them; clamped to 0..255 and truncated. */
function lookUp(image: Uint8Array, value: (input: number) => number): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, input) => Math.max(0, Math.min(255, value(input))));
  return mapImage(image, ({ kernels, input }, source, target) => kernels.lookUp(source, target, image.length, input(table)));
}
