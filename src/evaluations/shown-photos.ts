import type { ClassInfo } from '../data/dataset.ts';
import { IGNORE_INDEX } from '../tasks/semantic/mask.ts';
import type { ShownPhoto } from './evaluation.ts';
import type { KeptPhoto, ShownExtremes } from './extremes.ts';

/** The folder, in that of an evaluation, of the photos that are shown. */
export const photosFolder = 'photos';

/** The files of one shown photo, by their paths in the evaluation's folder. */
export type PhotoFiles = readonly (readonly [path: string, data: Uint8Array])[];

/** The entries of `evaluation.json` about the worst and the best photos, without drawing anything. */
export function shownPhotos({ worst, best }: ShownExtremes): ShownPhoto[] {
  const entries = (photos: readonly KeptPhoto[], place: ShownPhoto['place']) =>
    photos.map(({ name, score }, index): ShownPhoto => {
      const file = (what: string, suffix: string) => `${photosFolder}/${place}-${index + 1}${what}.${suffix}`;
      return {
        place,
        rank: index + 1,
        photo: name,
        score,
        image: file('', 'webp'),
        truth: file('-truth', 'png'),
        prediction: file('-prediction', 'png'),
      };
    });
  return [...entries(worst(), 'worst'), ...entries(best(), 'best')];
}

/**
 * Draws the worst and the best photos: each as it is, and the masks of its classes and of its prediction in the
 * classes' colours, to be laid over it. Class 0 is transparent, ignored pixels are white.
 */
export async function drawPhotos(extremes: ShownExtremes, classes: readonly ClassInfo[]): Promise<PhotoFiles> {
  const { default: sharp } = await import('sharp');
  const palette = paletteOf(classes);
  const photos = [...extremes.worst(), ...extremes.best()];
  const files = shownPhotos(extremes).map(async (shown, index) => {
    const { image, mask, prediction, height, width } = photos[index]!;
    const drawn = (labels: Uint8Array) =>
      sharp(colored(labels, palette), { raw: { width, height, channels: 4 } })
        .png({ compressionLevel: 9 })
        .toBuffer();
    const [photo, truth, predicted] = await Promise.all([
      sharp(image, { raw: { width, height, channels: 3 } })
        .webp({ quality: 85 })
        .toBuffer(),
      drawn(mask),
      drawn(prediction),
    ]);
    return [
      [shown.image, photo],
      [shown.truth, truth],
      [shown.prediction, predicted],
    ] as const;
  });
  return (await Promise.all(files)).flat();
}

/** RGBA, shape [height, width, 4]. */
function colored(labels: Uint8Array, palette: Uint8Array): Uint8Array {
  // Four bytes at a time, in whatever order this machine has them.
  const colors = new Uint32Array(palette.buffer);
  const pixels = new Uint32Array(labels.length);
  for (let place = 0; place < labels.length; place++) pixels[place] = colors[labels[place]!]!;
  return new Uint8Array(pixels.buffer);
}

/** RGBA of each value of a label map, shape [256, 4]. */
function paletteOf(classes: readonly ClassInfo[]): Uint8Array {
  const palette = new Uint8Array(256 * 4);
  for (let label = 1; label < 256; label++) palette.set(opaque(classes[label]?.color), label * 4);
  palette.set(opaque([255, 255, 255]), IGNORE_INDEX * 4);
  return palette;
}

/** A class that a plugin gives no colour is transparent. */
function opaque(color: ClassInfo['color'] | undefined): readonly number[] {
  return color ? [...color, 255] : [];
}
