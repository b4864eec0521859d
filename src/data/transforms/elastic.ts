import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { ImageSize, Sample } from '../sample.ts';
import { mapSample } from '../simd/map-sample.ts';
import { scratch, type Scratch } from '../simd/scratch.ts';
import { gaussianKernel } from './gaussian-kernel.ts';

/** Shifts of every pixel, as float32 in bytes, shape [height, width]. */
export interface Displacement {
  readonly dx: Uint8Array;
  readonly dy: Uint8Array;
}

/** Two words that are not both 0. */
export type NoiseSeed = readonly [low: bigint, high: bigint];

/** Uniform noise in [-1, 1), as float32 in bytes. */
export function uniformNoise({ height, width }: ImageSize, [low, high]: NoiseSeed): Uint8Array {
  return scratch(({ routines, room, result }) => {
    const field = room(height * width * BYTES);
    routines.uniformField(field, height * width, low, high);
    return result(field, height * width * BYTES);
  });
}

/**
 * Noise, smoothed by a normal distribution of `sigma` pixels and multiplied by `alpha`: a field of the elastic
 * transformation of Simard et al. 2003, as Albumentations' `ElasticTransform` computes it. The kernel reaches 4
 * `sigma`, or as far as the image. Changes `noise` if that lies in the routines' memory.
 */
export function smoothField(noise: Uint8Array, size: ImageSize, sigma: number, alpha: number): Uint8Array {
  const { height, width } = size;
  return scratch((memory) => {
    const { routines, input, room, result } = memory;
    const field = input(noise);
    const row = kernelFor(width, sigma, 1, memory);
    const column = kernelFor(height, sigma, alpha, memory);
    const [rows, padded] = [room(noise.length), room((width + row.taps) * BYTES)];
    routines.blurField(field, height, width, row.weights, row.taps, column.weights, column.taps, rows, padded);
    return result(field, noise.length);
  });
}

/** The pixel at (x, y) comes from (x + dx, y + dy). Pixels from outside are black, and `fill` in the mask. */
export function displace(sample: Sample, { dx, dy }: Displacement, fill = IGNORE_INDEX): Sample {
  const { height, width } = sample;
  return mapSample(sample, ({ routines, input }, { image, mask, imageOut, maskOut }) =>
    routines.displace(image, mask, imageOut, maskOut, height, width, fill, input(dx), input(dy)),
  );
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

function kernelFor(
  length: number,
  sigma: number,
  total: number,
  { input }: Scratch,
): { weights: number; taps: number } {
  const taps = 2 * Math.min(Math.round(4 * sigma), length - 1) + 1;
  return { weights: input(gaussianKernel(taps, sigma, total)), taps };
}
