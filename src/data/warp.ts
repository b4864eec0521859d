import { IGNORE_INDEX, type ImageSize, type Sample } from './sample.ts';
import type { SamplingGrid } from './sampling-grid.ts';

/**
 * Takes the image bilinearly and the mask from the nearest pixel, as PyTorch's `grid_sample` without aligned corners.
 * What lies outside becomes black and ignored: torchvision's `fill={Image: 0, Mask: 255}`.
 */
export function warp(sample: Sample, grid: SamplingGrid): Sample {
  const { name } = sample;
  return { name, height: grid.height, width: grid.width, image: sampleBilinear(sample.image, sample, grid), mask: sampleNearest(sample.mask, sample, grid) };
}

function sampleNearest(mask: Uint8Array, { height, width }: ImageSize, { xs, ys }: SamplingGrid): Uint8Array {
  const out = new Uint8Array(xs.length).fill(IGNORE_INDEX);
  for (let pixel = 0; pixel < out.length; pixel++) {
    const x = nearestEven(xs[pixel]!);
    const y = nearestEven(ys[pixel]!);
    if (x >= 0 && x < width && y >= 0 && y < height) out[pixel] = mask[y * width + x]!;
  }
  return out;
}

/** C's `nearbyint`. */
function nearestEven(value: number): number {
  const up = Math.floor(value + 0.5);
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up;
}

function sampleBilinear(image: Uint8Array, { height, width }: ImageSize, { xs, ys }: SamplingGrid): Uint8Array {
  const out = new Uint8Array(xs.length * 3);
  // Stores to a clamped array round halves to even, as torch.round.
  const rounding = new Uint8ClampedArray(out.buffer);
  for (let pixel = 0; pixel < xs.length; pixel++) {
    const x = Math.floor(xs[pixel]!);
    const y = Math.floor(ys[pixel]!);
    if (x < -1 || y < -1 || x >= width || y >= height) continue;
    const right = xs[pixel]! - x;
    const down = ys[pixel]! - y;
    const inside = x >= 0 && y >= 0 && x < width - 1 && y < height - 1;
    if (inside) blendInside(image, (y * width + x) * 3, width * 3, right, down, rounding, pixel * 3);
    else blendAtEdge(image, width, height, x, y, right, down, rounding, pixel * 3);
  }
  return out;
}

function blendInside(
  image: Uint8Array, source: number, row: number, right: number, down: number, out: Uint8ClampedArray, target: number,
): void {
  const topLeft = (1 - right) * (1 - down);
  const topRight = right * (1 - down);
  const bottomLeft = (1 - right) * down;
  const bottomRight = right * down;
  for (let channel = 0; channel < 3; channel++) {
    const at = source + channel;
    out[target + channel] =
      image[at]! * topLeft + image[at + 3]! * topRight + image[at + row]! * bottomLeft + image[at + row + 3]! * bottomRight;
  }
}

/** Corners outside count as zero, and what is inside is weighed once more by its share, as torchvision does to blend in the fill. */
function blendAtEdge(
  image: Uint8Array, width: number, height: number, x: number, y: number, right: number, down: number,
  out: Uint8ClampedArray, target: number,
): void {
  const sums = [0, 0, 0];
  let share = 0;
  for (let corner = 0; corner < 4; corner++) {
    const column = x + (corner & 1);
    const line = y + (corner >> 1);
    if (column < 0 || line < 0 || column >= width || line >= height) continue;
    const weight = (corner & 1 ? right : 1 - right) * (corner >> 1 ? down : 1 - down);
    share += weight;
    for (let channel = 0; channel < 3; channel++) sums[channel]! += weight * image[(line * width + column) * 3 + channel]!;
  }
  for (let channel = 0; channel < 3; channel++) out[target + channel] = sums[channel]! * share;
}
