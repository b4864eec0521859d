import type { ImageSize } from '../data/sample.ts';
import type { PngImage } from './logger.ts';

/** Encodes RGB pixels, 0 to 255, shape [height, width, 3]. */
export async function encodePng(pixels: Uint8Array, { height, width }: ImageSize): Promise<PngImage> {
  const { default: sharp } = await import('sharp');
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { width, height, png };
}

/** An image that is encoded already, with the size that its header says (PNG specification, section 11.2.2, IHDR). */
export function pngImage(png: Uint8Array): PngImage {
  const header = new DataView(png.buffer, png.byteOffset + 16, 8);
  return { width: header.getUint32(0), height: header.getUint32(4), png };
}
