import { scratch } from '../simd/scratch.ts';
import type { ResizePlan } from './resize-plan.ts';
import type { ImageSize } from '../sample.ts';

/**
 * Pillow's nearest-neighbour resize of a uint8 image or mask [height, width, channels], cropped to the plan's window.
 * torchvision uses another rule for tensors.
 */
export function resizeNearest(
  data: Uint8Array,
  channels: number,
  from: ImageSize,
  { size, window }: ResizePlan,
): Uint8Array {
  const rows = sourcePixels(from.height, size.height).subarray(window.top, window.top + window.height);
  const columns = sourcePixels(from.width, size.width).subarray(window.left, window.left + window.width);
  return scratch(({ routines, input, room, result }) => {
    const length = window.height * window.width * channels;
    const target = room(length);
    routines.pick(input(data), from.width, channels, target, input(rows), window.height, input(columns), window.width);
    return result(target, length);
  });
}

/**
 * Source pixel of each output pixel. Pillow adds the scale up instead of multiplying, and we repeat its rounding
 * errors.
 */
function sourcePixels(from: number, to: number): Int32Array {
  const scale = from / to;
  const pixels = new Int32Array(to);
  let position = scale * 0.5;
  for (let index = 0; index < to; index++) {
    pixels[index] = Math.min(Math.floor(position), from - 1);
    position += scale;
  }
  return pixels;
}
