import type { ResizePlan } from './resize-plan.ts';
import type { ImageSize } from './sample.ts';

/**
 * Pillow's nearest-neighbour resize of a uint8 image [height, width, channels], cropped to the plan's window.
 * torchvision's tensors follow another rule.
 */
export function resizeNearest(data: Uint8Array, channels: number, from: ImageSize, { size, window }: ResizePlan): Uint8Array {
  const rows = sourcePixels(from.height, size.height).subarray(window.top, window.top + window.height);
  const columns = sourcePixels(from.width, size.width).subarray(window.left, window.left + window.width);
  const out = new Uint8Array(window.height * window.width * channels);
  let target = 0;
  for (const row of rows) {
    for (const column of columns) {
      const source = (row * from.width + column) * channels;
      for (let channel = 0; channel < channels; channel++) out[target++] = data[source + channel]!;
    }
  }
  return out;
}

/** Pillow adds the scale up instead of multiplying, and the rounding errors that gathers are part of its rule. */
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
