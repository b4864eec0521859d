import { mapImage } from '../simd/map-sample.ts';

/**
 * Colour operations of torchvision on uint8 RGB tensors, and of Albumentations: float32 arithmetic, clamped, then
 * truncated to 8 bits. Each returns a new image [pixels, 3].
 */
const { fround } = Math;

/** `factor` 0 gives black, 1 the image itself. */
export function adjustBrightness(image: Uint8Array, factor: number): Uint8Array {
  return mapImage(image, ({ routines }, source, target) => routines.scale(source, target, image.length, factor));
}

/** `factor` 0 gives the mean grey, 1 the image itself. */
export function adjustContrast(image: Uint8Array, factor: number): Uint8Array {
  return mapImage(image, ({ routines }, source, target) => {
    const mean = fround(routines.greyMean(source, image.length / 3));
    routines.scaleAndShift(source, target, image.length, factor, fround(1 - factor) * mean);
  });
}

/** `factor` 0 gives grey, 1 the image itself. */
export function adjustSaturation(image: Uint8Array, factor: number): Uint8Array {
  return mapImage(image, ({ routines }, source, target) =>
    routines.saturate(source, target, image.length / 3, factor, 1 - factor),
  );
}

/** Turns the hue by `factor` of a full circle, -0.5 to 0.5. */
export function adjustHue(image: Uint8Array, factor: number): Uint8Array {
  return shiftHsv(image, { hue: factor, saturation: 0, value: 0 });
}

export interface HsvShift {
  /** As a share of a full circle. */
  readonly hue: number;
  /** Full saturation is 1. */
  readonly saturation: number;
  /** The brightest value is 1. */
  readonly value: number;
}

/** Adds to hue, saturation and value, which are clamped, as Albumentations' `HueSaturationValue` does with floats. */
export function shiftHsv(image: Uint8Array, { hue, saturation, value }: HsvShift): Uint8Array {
  return mapImage(image, ({ routines }, source, target) =>
    routines.shiftHsv(source, target, image.length / 3, hue, saturation, value),
  );
}

/** `ratio` times each level plus `shift` levels, clamped, as Albumentations' `RandomBrightnessContrast`. */
export function scaleAndShift(image: Uint8Array, ratio: number, shift: number): Uint8Array {
  return mapImage(image, ({ routines }, source, target) =>
    routines.scaleAndShift(source, target, image.length, ratio, shift),
  );
}

/** ITU-R 601 luma, rounded down, in all three channels, as torchvision's `rgb_to_grayscale`. */
export function toGrayscale(image: Uint8Array): Uint8Array {
  return mapImage(image, ({ routines }, source, target) => routines.grayscale(source, target, image.length / 3));
}
