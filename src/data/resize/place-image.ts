import type { Interpolation } from '../dataset.ts';
import type { NamedImage } from '../sample.ts';
import { paddingColor, type Placement } from './placement.ts';
import { resizeBilinear } from './resize-bilinear.ts';
import { resizeNearest } from './resize-nearest.ts';
import { stretchTo } from './resize-plan.ts';

/** The input that an image becomes. Padding has the colour `paddingColor`. */
export function placeImage(
  from: NamedImage,
  { scaled, offset, input }: Placement,
  interpolation: Interpolation,
): NamedImage {
  const plan = stretchTo(scaled);
  const same = scaled.height === from.height && scaled.width === from.width;
  const image = same
    ? from.image
    : interpolation === 'bilinear'
      ? resizeBilinear(from.image, from, plan)
      : resizeNearest(from.image, 3, from, plan);
  const out = new Uint8Array(input.height * input.width * 3);
  for (let at = 0; at < out.length; at += 3) out.set(paddingColor, at);
  for (let row = 0; row < scaled.height; row++)
    out.set(
      image.subarray(row * scaled.width * 3, (row + 1) * scaled.width * 3),
      ((row + offset.top) * input.width + offset.left) * 3,
    );
  return { name: from.name, ...input, image: out };
}
