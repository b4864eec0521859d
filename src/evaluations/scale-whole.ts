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
  for (let row = 0; row < height; row += step) {
    let to = (row / step) * repeat * size.width;
    for (let column = 0; column < width; column += step) {
      const from = row * width + column;
      const pixel = pixelAt(row, column) * 3;
      for (const end = to + repeat; to < end; to++) {
        for (let channel = 0; channel < 3; channel++) out.image[to * 3 + channel] = image[pixel + channel]!;
        out.mask[to] = mask[from]!;
        out.prediction[to] = prediction[from]!;
      }
    }
    for (let copy = 1; copy < repeat; copy++, to += size.width) repeatRow(out, to - size.width, to);
  }
  return out;
}

/** Copies the row of pixels that begins at `from` and ends at `to` to the place after it. */
function repeatRow(out: Readonly<Record<'image' | 'mask' | 'prediction', Uint8Array>>, from: number, to: number): void {
  out.image.copyWithin(to * 3, from * 3, to * 3);
  out.mask.copyWithin(to, from, to);
  out.prediction.copyWithin(to, from, to);
}
