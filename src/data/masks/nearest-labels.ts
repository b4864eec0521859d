import { TesseraError } from '../../core/errors/index.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { LabelMap, Remark, ValueCount } from './label-reader.ts';
import type { Meanings } from './meanings.ts';
import { cannotBeRead } from './mask-problems.ts';
import { unknownMaskValues } from './unknown-values.ts';

/** The most levels from 0 to 255 by which a pixel may differ from the value that it is taken for. */
const TOLERANCE = 32;
/** Values with other meanings that are closer than this can't be told apart after a lossy compression. */
const LEAST_APART = 16;
/** With a larger share of pixels that are far from all values, the file is no mask. */
const MOST_FAR = 0.25;

export interface RoughMask {
  readonly file: string;
  /** The name of its format. */
  readonly format: string;
  /** Values, or colours by `colorKey`. */
  readonly stored: ArrayLike<number>;
  readonly meanings: Meanings;
  readonly noun: 'value' | 'colour';
  nameOf(value: number): string;
  distance(a: number, b: number): number;
  /** The values as they are stored. */
  count(): ValueCount[];
}

/**
 * The labels of a mask that is stored only roughly: each pixel is given the nearest value or colour that has a meaning,
 * if that is at most `TOLERANCE` levels away and less than half of the way to one with another meaning. Pixels that are
 * farther have the meaning of all others, or are ignored.
 * @throws TesseraError `bad-image` if the values are too close, `bad-mask-value` if too many pixels are far from all
 */
export function nearestLabels(mask: RoughMask): Pick<LabelMap, 'data' | 'count' | 'remarks'> {
  const { file, stored, meanings, noun, nameOf, count } = mask;
  const tolerance = toleranceOf(mask);
  const nearest = nearestOf(mask, tolerance);
  const pixels = new Map<number | undefined, number>();
  const data = new Uint8Array(stored.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const value = nearest(stored[pixel]!);
    pixels.set(value, (pixels.get(value) ?? 0) + 1);
    data[pixel] = value === undefined ? (meanings.others ?? IGNORE_INDEX) : meanings.labels.get(value)!;
  }
  const far = pixels.get(undefined) ?? 0;
  if (meanings.others === undefined && far > MOST_FAR * data.length)
    throw unknownMaskValues(file, noun, count(), [...meanings.labels.keys()].map(nameOf));
  return {
    data,
    remarks: [isRough(mask, tolerance)],
    count: () =>
      [...pixels].map(([value, number]) => ({
        value: value === undefined ? 'other values' : nameOf(value),
        label: value === undefined ? (meanings.others ?? IGNORE_INDEX) : meanings.labels.get(value)!,
        pixels: number,
      })),
  };
}

function isRough({ format, noun, meanings }: RoughMask, tolerance: number): Remark {
  const beyond = meanings.others === undefined ? 'is ignored' : 'has the meaning of all others';
  const rest =
    `${noun}s only roughly; a pixel that is more than ${tolerance} levels from each with a meaning ${beyond} ` +
    '(better: PNG)';
  return {
    kind: { one: `mask is a ${format}, which stores ${rest}`, many: `masks are ${format}s, which store ${rest}` },
  };
}

/** @throws TesseraError `bad-image` */
function toleranceOf({ file, format, meanings, noun, nameOf, distance }: RoughMask): number {
  let [closest, between] = [Infinity, ''];
  const entries = [...meanings.labels];
  entries.forEach(([a, label], index) => {
    for (const [b, other] of entries.slice(index + 1))
      if (label !== other && distance(a, b) < closest)
        [closest, between] = [distance(a, b), `${nameOf(a)} and ${nameOf(b)}`];
  });
  if (closest < LEAST_APART)
    throw new TesseraError(
      cannotBeRead(file, {
        kind: {
          one: `is a ${format} whose ${noun}s can't be told apart`,
          many: `are ${format}s whose ${noun}s can't be told apart`,
        },
        detail:
          `a ${format} stores ${noun}s only roughly, and ${between} are only ${closest} apart; expected ` +
          `${LEAST_APART} or more, or a PNG`,
      }),
    );
  return Math.min(TOLERANCE, Math.ceil(closest / 2) - 1);
}

/** Finds the value with a meaning that a stored one is taken for; undefined if all are too far. */
function nearestOf({ meanings, distance }: RoughMask, tolerance: number): (stored: number) => number | undefined {
  const known = new Map<number, number | undefined>();
  return (stored) => {
    if (known.has(stored)) return known.get(stored);
    let [found, least]: [number | undefined, number] = [undefined, tolerance + 1];
    for (const value of meanings.labels.keys()) {
      const apart = distance(stored, value);
      if (apart < least) [found, least] = [value, apart];
    }
    known.set(stored, found);
    return found;
  };
}
