import type { ScoredPhoto } from '../tasks/semantic/scored-photo.ts';

/**
 * A copy of a photo with its labels whose longer side is as near to `side` as a whole factor makes it, but not longer:
 * every n-th pixel, or each pixel n times, so that labels stay labels.
 */
export function scaleWhole({ name, height, width, image, pixelAt, mask, prediction }: ScoredPhoto, side: number) {
  const longer = Math.max(height, width);
  const [step, repeat] = longer > side ? [Math.ceil(longer / side), 1] : [1, Math.floor(side / longer)];
  const size = { height: Math.ceil(height / step) * repeat, width: Math.ceil(width / step) * repeat };
  const pixels = size.height * size.width;
  const out = {
    name,
    ...size,
    image: new Uint8Array(pixels * 3),
    mask: new Uint8Array(pixels),
    prediction: new Uint8Array(pixels),
  };
  const source = (place: number) => Math.floor(place / repeat) * step;
  for (let row = 0; row < size.height; row++) {
    for (let column = 0; column < size.width; column++) {
      const from = source(row) * width + source(column);
      const pixel = pixelAt(source(row), source(column));
      const to = row * size.width + column;
      for (let channel = 0; channel < 3; channel++) out.image[to * 3 + channel] = image[pixel * 3 + channel]!;
      out.mask[to] = mask[from]!;
      out.prediction[to] = prediction[from]!;
    }
  }
  return out;
}
