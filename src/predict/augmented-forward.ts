import { rowsOfPhoto } from '../data/resize/back-to-photo.ts';
import type { ImageSize } from '../data/sample.ts';
import type { Forward } from './forward.ts';
import { roundsUp, viewsOf, type TestTimeAugmentation, type View } from './tta.ts';

/**
 * A network that sees several versions of each input: mirrored, and resized bilinearly, to bytes again. What it says of
 * each is brought back to the input's size; the probabilities are averaged, and their logarithm takes the place of the
 * logits.
 * @param multiple what the network needs the sides of its input to be multiples of
 */
export function augmentedForward(forward: Forward, tta: TestTimeAugmentation, multiple: number): Forward {
  return async (image, size) => {
    const views = viewsOf(size, tta, multiple);
    if (views.length === 1) return forward(image, size);
    const seen = await Promise.all(views.map((view) => see(image, size, view, forward)));
    return logOfMeanProbabilities(seen, seen[0]!.length / (size.height * size.width));
  };
}

async function see(image: Uint8Array, size: ImageSize, view: View, forward: Forward): Promise<Float32Array> {
  const turned = view.mirrored ? mirror(image, size, 3) : image;
  const input = isSame(size, view) ? turned : Uint8Array.from(resize(turned, size, view, 3), toByte);
  const logits = await forward(input, { height: view.height, width: view.width });
  const classes = logits.length / (view.height * view.width);
  const back = isSame(size, view) ? logits : resize(logits, view, size, classes);
  return view.mirrored ? mirror(back, size, classes) : back;
}

/** Each pixel's channels stay as they are; the pixels of each row change sides. */
export function mirror<T extends Uint8Array | Float32Array>(
  pixels: T,
  { height, width }: ImageSize,
  channels: number,
): T {
  const out = pixels.slice() as T;
  for (let row = 0, target = 0; row < height; row++)
    for (let column = width - 1; column >= 0; column--) {
      const source = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) out[target++] = pixels[source + channel]!;
    }
  return out;
}

/** Bilinear, by pixel centres, without smoothing: PyTorch's `interpolate(align_corners=False)`. */
function resize(pixels: ArrayLike<number>, from: ImageSize, to: ImageSize, channels: number): Float32Array {
  const placement = { photo: to, scaled: from, offset: { top: 0, left: 0 }, input: from };
  const row = rowsOfPhoto({ logits: Float32Array.from(pixels), classes: channels, placement });
  const out = new Float32Array(to.height * to.width * channels);
  for (let y = 0; y < to.height; y++) out.set(row(y), y * to.width * channels);
  return out;
}

function toByte(value: number): number {
  return Math.floor(value + roundsUp);
}

function logOfMeanProbabilities(views: readonly Float32Array[], classes: number): Float32Array {
  const mean = new Float32Array(views[0]!.length);
  for (const logits of views) {
    for (let at = 0; at < logits.length; at += classes) {
      let largest = -Infinity;
      for (let index = at; index < at + classes; index++) largest = Math.max(largest, logits[index]!);
      let sum = 0;
      for (let index = at; index < at + classes; index++) sum += Math.exp(logits[index]! - largest);
      for (let index = at; index < at + classes; index++)
        mean[index]! += Math.exp(logits[index]! - largest) / sum / views.length;
    }
  }
  // The smallest normal float32: a probability of 0 has no logarithm.
  return mean.map((probability) => Math.log(Math.max(probability, 1.18e-38)));
}

function isSame(a: ImageSize, b: ImageSize): boolean {
  return a.height === b.height && a.width === b.width;
}
