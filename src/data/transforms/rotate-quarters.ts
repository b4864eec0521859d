import type { Sample } from '../sample.ts';
import { scratch } from '../simd/scratch.ts';

/** Turns by 0 to 3 times 90 degrees counter-clockwise, as numpy's `rot90`. Odd numbers swap height and width. */
export function rotateQuarters(sample: Sample, quarters: number): Sample {
  if (quarters === 0) return sample;
  const [height, width] = quarters === 2 ? [sample.height, sample.width] : [sample.width, sample.height];
  return scratch(({ routines, input, room, result }) => {
    const [image, mask] = [room(sample.image.length), room(sample.mask.length)];
    routines.rotateQuarters(
      input(sample.image),
      input(sample.mask),
      image,
      mask,
      sample.height,
      sample.width,
      quarters,
    );
    return {
      name: sample.name,
      height,
      width,
      image: result(image, sample.image.length),
      mask: result(mask, sample.mask.length),
    };
  });
}
