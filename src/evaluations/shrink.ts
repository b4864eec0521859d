import type { ScoredPhoto } from '../tasks/semantic/scored-photo.ts';

/** A copy of a photo with its labels whose longer side is at most `largestSide`: every n-th pixel, so that labels stay labels. */
export function shrink({ name, height, width, image, mask, prediction }: ScoredPhoto, largestSide: number) {
  const stride = Math.max(1, Math.ceil(Math.max(height, width) / largestSide));
  const small = { height: Math.ceil(height / stride), width: Math.ceil(width / stride) };
  const pixels = small.height * small.width;
  const out = {
    name,
    ...small,
    image: new Uint8Array(pixels * 3),
    mask: new Uint8Array(pixels),
    prediction: new Uint8Array(pixels),
  };
  for (let row = 0; row < small.height; row++) {
    for (let column = 0; column < small.width; column++) {
      const from = row * stride * width + column * stride;
      const to = row * small.width + column;
      for (let channel = 0; channel < 3; channel++) out.image[to * 3 + channel] = image[from * 3 + channel]!;
      out.mask[to] = mask[from]!;
      out.prediction[to] = prediction[from]!;
    }
  }
  return out;
}
