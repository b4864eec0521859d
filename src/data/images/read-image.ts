import type { Sharp } from 'sharp';
import { TesseraError } from '../../core/errors/index.ts';
import { jpegComponents } from './jpeg-components.ts';
import { readBytes } from '../files/read-bytes.ts';
import type { ImageSize } from '../sample.ts';

export interface RgbImage extends ImageSize {
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly data: Uint8Array;
}

/**
 * Decodes a photo as Pillow's `Image.open(file).convert('RGB')` does. EXIF orientation and colour profiles are ignored,
 * grey is repeated in all channels, transparency is dropped, CMYK is converted without a profile.
 * @throws TesseraError `file-missing`, `bad-image`
 */
export async function readImage(file: string): Promise<RgbImage> {
  const bytes = readBytes(file, { code: 'file-missing', message: `the photo ${file} does not exist` });
  try {
    // Once the library is loaded, decoding of a JPEG starts without an await: its thread decodes while the caller goes
    // on.
    library ??= await loadLibrary();
    const image = library(bytes, { failOn: 'error', ignoreIcc: true });
    const components = jpegComponents(bytes);
    const isCmyk = components === undefined ? (await image.metadata()).space === 'cmyk' : components === 4;
    return await (isCmyk ? decodeCmyk(image) : decodeRgb(image));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TesseraError({ code: 'bad-image', message: `the photo ${file} cannot be decoded: ${reason}` }, { cause });
  }
}

/** Height and width that `readImage` would give, read from the head of the file. @throws TesseraError as `readImage` */
export async function readImageSize(file: string): Promise<ImageSize> {
  try {
    library ??= await loadLibrary();
    const { height, width } = await library(file, { failOn: 'error' }).metadata();
    return { height, width };
  } catch {
    // Decoding throws the error that says what is wrong with the file.
    return readImage(file);
  }
}

async function loadLibrary() {
  const { default: sharp } = await import('sharp');
  // Several photos are decoded at a time, so threads for the parts of one photo would only compete.
  sharp.concurrency(1);
  return sharp;
}
let library: Awaited<ReturnType<typeof loadLibrary>> | undefined;

async function decodeRgb(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, data };
}

/** Decodes without conversion. Both calls are needed: without the first, sharp converts to RGB and back. */
async function decodeCmyk(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rgb = new Uint8Array(info.height * info.width * 3);
  for (let source = 0, target = 0; source < data.length; source += 4) {
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
