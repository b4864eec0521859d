import type { ClassInfo } from '../../data/dataset.ts';
import type { MaskValue } from '../../registry/index.ts';

/** What a label PNG stores for each class, class 0 first. */
export interface ClassValues {
  readonly channels: 1 | 3;
  /** The stored bytes of each class, [classes, channels]. */
  readonly bytes: Uint8Array;
  /** RGB of each stored value, [values, 3], where there is one channel. */
  readonly palette?: Uint8Array;
}

/** The indices of classes, or what a dataset's own masks store: numbers, or colours. */
export function classValues(
  classes: readonly ClassInfo[],
  values: readonly MaskValue[] = classes.map((_, index) => index),
): ClassValues {
  if (values.some((value) => typeof value !== 'number')) {
    return {
      channels: 3,
      bytes: Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value, value, value] : value))),
    };
  }
  const bytes = Uint8Array.from(values as readonly number[]);
  const palette = new Uint8Array((Math.max(...bytes) + 1) * 3);
  // The first of several classes with one value gives its colour.
  for (const [index, { color }] of [...classes.entries()].reverse()) palette.set(color, bytes[index]! * 3);
  return { channels: 1, bytes, palette };
}

/** The stored bytes of labels, [pixels, channels]. */
export function storedValues(labels: Uint8Array, { channels, bytes }: ClassValues): Uint8Array {
  const out = new Uint8Array(labels.length * channels);
  for (let pixel = 0, at = 0; pixel < labels.length; pixel++)
    for (let channel = 0; channel < channels; channel++) out[at++] = bytes[labels[pixel]! * channels + channel]!;
  return out;
}

/** The class's part in a pixel's colour; the rest is the photo. */
const opacity = 0.5;

/**
 * Pixels under their classes' colours, RGB. Classes that are drawn in black, as the background usually is, leave the
 * photo as it is.
 */
export function drawOverlay(image: Uint8Array, labels: Uint8Array, classes: readonly ClassInfo[]): Uint8Array {
  const out = Uint8Array.from(image);
  const isDrawn = classes.map(({ color }) => color.some((level) => level > 0));
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const label = labels[pixel]!;
    if (!isDrawn[label]) continue;
    const { color } = classes[label]!;
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      out[at] = Math.round((1 - opacity) * image[at]! + opacity * color[channel]!);
    }
  }
  return out;
}
