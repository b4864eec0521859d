import type { ImageSize, NamedImage } from '../../data/sample.ts';

/** Pixels that are taken from the canvas at a time, so that a large photo needs no second copy of 4 bytes per pixel. */
const PIXELS_AT_ONCE = 1 << 20;

/**
 * The pixels of a photo as `tessera predict` decodes them: turned as EXIF says, without a colour profile's conversion.
 * Where the browser decodes to other pixels, transparent ones are an example, answers may differ there.
 * @param size at which it is read; the browser reduces it if that is not its own
 * @throws DOMException if the browser can't decode it
 */
export async function decode(photo: Blob, { height, width }: ImageSize, own: ImageSize): Promise<NamedImage> {
  const bitmap = await createImageBitmap(photo, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
    imageOrientation: 'from-image',
    ...(width !== own.width && { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' }),
  });
  const image = new Uint8Array(height * width * 3);
  const rows = Math.max(1, Math.floor(PIXELS_AT_ONCE / width));
  const canvas = new OffscreenCanvas(width, Math.min(rows, height));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.globalCompositeOperation = 'copy';
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    context.drawImage(bitmap, 0, top, width, count, 0, 0, width, count);
    copyRgb(context.getImageData(0, 0, width, count).data, image, top * width * 3);
  }
  bitmap.close();
  return { name: '', height, width, image };
}

function copyRgb(rgba: Uint8ClampedArray, target: Uint8Array, from: number): void {
  for (let source = 0, at = from; source < rgba.length; source += 4) {
    target[at++] = rgba[source]!;
    target[at++] = rgba[source + 1]!;
    target[at++] = rgba[source + 2]!;
  }
}
