import type { ImageSize } from '../sample.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** The numbers that a file stores for its pixels, before anything is made of them. */
export interface Raster extends ImageSize {
  /** 1: values, or grey; 2: grey and transparency; 3: RGB; 4: RGB and transparency. */
  readonly channels: number;
  /** Shape [height, width, channels]. */
  readonly data: StoredValues;
  /** The stored value of full brightness: 1 for 1 bit, 255 for 8, 65535 for 16. */
  readonly white: number;
  /** The colour of each value, if the file has a palette. */
  readonly palette?: readonly Rgb[];
}

export type StoredValues = Uint8Array | Uint16Array | Int32Array;
