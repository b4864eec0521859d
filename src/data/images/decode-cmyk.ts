import type { Sharp } from 'sharp';
import type { RgbImage } from './read-image.ts';

/** Decodes CMYK to RGB without a colour profile, as Pillow does. */
export async function decodeCmyk(image: Sharp): Promise<RgbImage> {
  // Both calls are needed: without the first, the library converts to RGB and back.
  const { data, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rgb = new Uint8Array(info.height * info.width * 3);
  for (let source = 0, target = 0; source < data.length; source += info.channels) {
    const light = 255 - data[source + 3]!;
    for (let channel = 0; channel < 3; channel++) rgb[target++] = light - timesOver255(data[source + channel]!, light);
  }
  return { height: info.height, width: info.width, data: rgb };
}

/** a * b / 255 rounded, as Pillow's MULDIV255. */
function timesOver255(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}
