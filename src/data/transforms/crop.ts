import { scratch } from '../simd/scratch.ts';
import type { Window } from '../resize/resize-plan.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { type Sample } from '../sample.ts';

/** Cuts a window out of the sample. Where the window reaches over an edge, pixels are black and ignored. */
export function cropSample(sample: Sample, { top, left, height, width }: Window): Sample {
  const isInside = top >= 0 && left >= 0 && top + height <= sample.height && left + width <= sample.width;
  return scratch(({ routines, input, room, result }) => {
    const cut = (data: Uint8Array, channels: number, fill: number) => {
      const [source, length] = [input(data), height * width * channels];
      const target = room(length);
      if (!isInside) routines.fillBytes(target, length, fill);
      routines.crop(
        source,
        sample.height,
        sample.width * channels,
        target,
        height,
        width * channels,
        top,
        left * channels,
      );
      return result(target, length);
    };
    return {
      name: sample.name,
      height,
      width,
      image: cut(sample.image, 3, 0),
      mask: cut(sample.mask, 1, IGNORE_INDEX),
    };
  });
}
