import type { Raster } from '../formats/raster.ts';
import type { RgbImage } from './read-image.ts';

/** The photo that a raster of 8 bits shows: the colours of a palette's indices, or RGB. An index without a colour is black. */
export function rgbOf({ height, width, channels, data, palette }: Raster): RgbImage {
  const rgb = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const color = palette?.[data[pixel]!];
    for (let channel = 0; channel < 3; channel++)
      rgb[3 * pixel + channel] = palette ? (color?.[channel] ?? 0) : data[channels * pixel + channel]!;
  }
  return { height, width, data: rgb };
}
