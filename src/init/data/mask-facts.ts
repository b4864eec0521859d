import type { ImageSize } from '../../data/sample.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** The pixels that a mask file stores, as they are. */
export interface StoredMask extends ImageSize {
  /** 1: values, or grey; 2: grey and transparency; 3: RGB; 4: RGB and transparency. */
  readonly channels: number;
  /** Shape [height, width, channels]. */
  readonly data: ArrayLike<number>;
  /** The stored value of full brightness: 255 for 8 bits. */
  readonly white: number;
  /** The colour of each value, if the file has a palette. */
  readonly palette?: readonly Rgb[];
}

/** What one mask holds: values, or colours as numbers 0xRRGGBB, each with its count of pixels. */
export interface MaskFacts extends ImageSize {
  readonly kind: 'values' | 'colors';
  readonly counts: ReadonlyMap<number, number>;
  readonly palette?: readonly Rgb[];
  /** The file stores values only roughly, as JPEG does. */
  readonly lossy: boolean;
}

/** Counts the values of a mask. Colours whose channels are all equal are values. */
export function maskFacts({ height, width, channels, data, white, palette }: StoredMask, lossy = false): MaskFacts {
  const pixels = height * width;
  const scale = white > 255 ? 255 / white : 1;
  const counts = new Map<number, number>();
  const isColored = channels >= 3 && hasColors(data, pixels, channels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += channels) {
    const key = isColored
      ? (Math.round(data[at]! * scale) << 16) |
        (Math.round(data[at + 1]! * scale) << 8) |
        Math.round(data[at + 2]! * scale)
      : data[at]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { height, width, kind: isColored ? 'colors' : 'values', counts, lossy, ...(palette && { palette }) };
}

function hasColors(data: ArrayLike<number>, pixels: number, channels: number): boolean {
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += channels)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return true;
  return false;
}

export function rgbOf(color: number): Rgb {
  return [(color >> 16) & 255, (color >> 8) & 255, color & 255];
}

/** How much of a value or colour there is in all masks. */
export interface ValueShare {
  readonly pixels: number;
  /** In how many masks it occurs. */
  readonly masks: number;
}

/** What many masks hold together. */
export interface MaskTotals {
  readonly masks: number;
  readonly pixels: number;
  readonly kind: 'values' | 'colors';
  /** In the order of values, or of colours from the most frequent. */
  readonly shares: ReadonlyMap<number, ValueShare>;
  readonly palette?: readonly Rgb[];
  readonly lossy: number;
  /** How many masks hold the values from 0 or 1 up to some value without a gap, as numbers of objects do. */
  readonly numbered: number;
}

/**
 * Adds masks up. Where some have colours, the values of the others are colours too: those of their palettes, or greys.
 * The same holds where files give one value different colours, since their palettes were made for each of them.
 */
export function totalOf(facts: readonly MaskFacts[]): MaskTotals {
  const kind = facts.some((one) => one.kind === 'colors') || palettesDiffer(facts) ? 'colors' : 'values';
  const shares = new Map<number, { pixels: number; masks: number }>();
  for (const one of facts) {
    for (const [value, pixels] of one.counts) {
      const key = kind === 'colors' && one.kind === 'values' ? colorOf(value, one.palette) : value;
      const share = shares.get(key) ?? { pixels: 0, masks: 0 };
      shares.set(key, { pixels: share.pixels + pixels, masks: share.masks + 1 });
    }
  }
  const order = ([a, own]: [number, ValueShare], [b, other]: [number, ValueShare]) =>
    kind === 'values' ? a - b : other.pixels - own.pixels;
  const palette = facts.find((one) => one.palette)?.palette;
  return {
    masks: facts.length,
    pixels: facts.reduce((sum, { height, width }) => sum + height * width, 0),
    kind,
    shares: new Map([...shares].toSorted(order)),
    lossy: facts.filter(({ lossy }) => lossy).length,
    numbered: facts.filter(({ counts }) => isNumbered([...counts.keys()])).length,
    ...(palette && { palette }),
  };
}

function colorOf(value: number, palette: readonly Rgb[] | undefined): number {
  const [red, green, blue] = palette?.[value] ?? [value, value, value];
  return (red << 16) | (green << 8) | blue;
}

function palettesDiffer(facts: readonly MaskFacts[]): boolean {
  const colors = new Map<number, number>();
  return facts.some(({ palette, counts }) => {
    if (!palette) return false;
    return [...counts.keys()].some((value) => {
      const color = colorOf(value, palette);
      const known = colors.get(value) ?? color;
      colors.set(value, known);
      return known !== color;
    });
  });
}

function isNumbered(values: readonly number[]): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (low === 0 || low === 1) && high - low === values.length - 1;
}
