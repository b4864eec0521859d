import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { Interpolation } from '../dataset.ts';
import type { ImageSize, NamedImage, Sample } from '../sample.ts';
import { paddingColor, type Placement } from './placement.ts';
import { planOf } from './resize-plan.ts';
import { resizeImage, resizeSample } from './resize-sample.ts';

/** The input that an image without a mask becomes. Padding has the colour `paddingColor`. */
export function placeImage(image: NamedImage, placement: Placement, interpolation: Interpolation): NamedImage {
  if (changesNothing(placement)) return image;
  const resized = isScaled(placement) ? resizeImage(image, planOf(placement), interpolation) : image;
  return padImage(resized, placement);
}

/** The input that a sample becomes. The mask takes the nearest pixel; padding is ignored. */
export function placeSample(sample: Sample, placement: Placement, interpolation: Interpolation): Sample {
  if (changesNothing(placement)) return sample;
  const resized = isScaled(placement) ? resizeSample(sample, planOf(placement), interpolation) : sample;
  const mask = padded(resized.mask, 1, resized, placement, [IGNORE_INDEX]);
  return { ...padImage(resized, placement), mask };
}

function changesNothing(placement: Placement): boolean {
  return !isScaled(placement) && isSame(placement.photo, placement.input);
}

/** Whether anything is resized or cut off. */
function isScaled(placement: Placement): boolean {
  const { photo } = placement;
  const { size, window } = planOf(placement);
  return !isSame(photo, size) || !isSame(photo, window);
}

function padImage(resized: NamedImage, placement: Placement): NamedImage {
  const { name } = resized;
  const { height, width } = placement.input;
  return { name, height, width, image: padded(resized.image, 3, resized, placement, paddingColor) };
}

/** Puts pixels [height, width, channels] into the input, the rest of which is filled. */
function padded(
  pixels: Uint8Array,
  channels: number,
  { height, width }: ImageSize,
  { offset, input }: Placement,
  fill: readonly number[],
): Uint8Array {
  if (isSame({ height, width }, input)) return pixels;
  const out = new Uint8Array(input.height * input.width * channels);
  out.set(fill);
  for (let done = fill.length; done < out.length; done *= 2) out.copyWithin(done, 0, done);
  const [top, left] = [Math.max(0, offset.top), Math.max(0, offset.left)];
  for (let row = 0; row < height; row++) {
    const line = pixels.subarray(row * width * channels, (row + 1) * width * channels);
    out.set(line, ((top + row) * input.width + left) * channels);
  }
  return out;
}

function isSame(a: ImageSize, b: ImageSize): boolean {
  return a.height === b.height && a.width === b.width;
}
