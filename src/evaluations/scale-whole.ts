import type { ScoredPhoto } from '../tasks/semantic/scored-photo.ts';

/** A photo with its labels, each [height, width] and the image [height, width, 3]. */
export interface LabelledPhoto extends Pick<ScoredPhoto, 'name' | 'height' | 'width' | 'image' | 'mask'> {
  readonly prediction: Uint8Array;
}

/**
 * A copy of a photo with its labels: each n-th pixel with the smallest n that makes the longer side at most `side`, so
 * that labels stay labels.
 */
export function reduceWhole(photo: ScoredPhoto, side: number): LabelledPhoto {
  const { name, height, width, image, pixelAt, mask, prediction } = photo;
  const step = Math.max(1, Math.ceil(Math.max(height, width) / side));
  const out = blank(name, { height: Math.ceil(height / step), width: Math.ceil(width / step) });
  let to = 0;
  for (let row = 0; row < height; row += step) {
    for (let column = 0; column < width; column += step, to++) {
      const from = row * width + column;
      const pixel = pixelAt(row, column) * 3;
      for (let channel = 0; channel < 3; channel++) out.image[to * 3 + channel] = image[pixel + channel]!;
      out.mask[to] = mask[from]!;
      out.prediction[to] = prediction[from]!;
    }
  }
  return out;
}

/** Each pixel n times in either direction, with the largest n that leaves the longer side within `side` pixels. */
export function enlargeWhole(photo: LabelledPhoto, side: number): LabelledPhoto {
  const { name, height, width, image, mask, prediction } = photo;
  const repeat = Math.max(1, Math.floor(side / Math.max(height, width)));
  if (repeat === 1) return photo;
  const out = blank(name, { height: height * repeat, width: width * repeat });
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let from = row * width; from < (row + 1) * width; from++) {
      for (const end = to + repeat; to < end; to++) {
        for (let channel = 0; channel < 3; channel++) out.image[to * 3 + channel] = image[from * 3 + channel]!;
        out.mask[to] = mask[from]!;
        out.prediction[to] = prediction[from]!;
      }
    }
    for (let copy = 1; copy < repeat; copy++, to += out.width) repeatRow(out, to - out.width, to);
  }
  return out;
}

function blank(name: string, { height, width }: Pick<LabelledPhoto, 'height' | 'width'>) {
  const pixels = height * width;
  const [image, mask, prediction] = [new Uint8Array(pixels * 3), new Uint8Array(pixels), new Uint8Array(pixels)];
  return { name, height, width, image, mask, prediction };
}

/** Copies the row of pixels that begins at `from` and ends at `to` to the place after it. */
function repeatRow({ image, mask, prediction }: LabelledPhoto, from: number, to: number): void {
  image.copyWithin(to * 3, from * 3, to * 3);
  mask.copyWithin(to, from, to);
  prediction.copyWithin(to, from, to);
}
