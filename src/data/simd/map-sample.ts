import type { Sample } from '../sample.ts';
import { scratch, type Scratch } from './scratch.ts';

/** Addresses of a sample and of the memory for a result of the same size. */
export interface SampleAddresses {
  readonly image: number;
  readonly mask: number;
  readonly imageOut: number;
  readonly maskOut: number;
}

/** A new sample of the same size; `work` fills image and mask. */
export function mapSample(sample: Sample, work: (memory: Scratch, at: SampleAddresses) => void): Sample {
  return scratch((memory) => {
    const [image, mask] = [memory.input(sample.image), memory.input(sample.mask)];
    const [imageOut, maskOut] = [memory.room(sample.image.length), memory.room(sample.mask.length)];
    work(memory, { image, mask, imageOut, maskOut });
    return {
      ...sample,
      image: memory.result(imageOut, sample.image.length),
      mask: memory.result(maskOut, sample.mask.length),
    };
  });
}

/** A new image of the same size; `work` fills it. */
export function mapImage(
  image: Uint8Array,
  work: (memory: Scratch, source: number, target: number) => void,
): Uint8Array {
  return scratch((memory) => {
    const source = memory.input(image);
    const target = memory.room(image.length);
    work(memory, source, target);
    return memory.result(target, image.length);
  });
}
