import type { Sharp } from 'sharp';
import { messageOf, TesseraError } from '../../core/errors/index.ts';
import { assertDecodable } from '../files/assert-decodable.ts';
import { readBytes } from '../files/read-bytes.ts';
import type { ImageSize } from '../sample.ts';
import { toOrientation, type Orientation } from './exif-orientation.ts';
import { jpegHeader } from './jpeg-header.ts';
import { orient, sizeAsShown } from './orient.ts';

export interface RgbImage extends ImageSize {
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly data: Uint8Array;
}

/** A photo whose header is read. Its size is that as shown. */
export interface OpenImage extends ImageSize {
  /** What was applied to the stored pixels to get this. */
  readonly orientation: Orientation;
  /** @throws TesseraError `bad-image` */
  decode(): Promise<RgbImage>;
}

/** Decodes a photo, as `openImage` says. @throws TesseraError `file-missing`, `bad-image` */
export async function readImage(file: string): Promise<RgbImage> {
  return (await openImage(file)).decode();
}

/**
 * Opens a photo that is decoded as Pillow's `ImageOps.exif_transpose(Image.open(file)).convert('RGB')` does: as viewers
 * show it. Colour profiles are ignored, grey is repeated in all channels, transparency is dropped, CMYK is converted
 * without a profile.
 * @throws TesseraError `file-missing`, `bad-image`, the latter too for more pixels than are decoded
 */
export async function openImage(file: string): Promise<OpenImage> {
  const bytes = readBytes(file, { code: 'file-missing', message: `the photo ${file} does not exist` });
  return orBadImage(file, async () => {
    // Once the library is loaded, a JPEG is opened without waiting for a thread: its decoding starts at once.
    library ??= await loadLibrary();
    const image = library(bytes, { failOn: 'error', ignoreIcc: true });
    const header = jpegHeader(bytes) ?? (await headerOf(image));
    assertDecodable(header);
    const { components, orientation } = header;
    return {
      ...sizeAsShown(header, orientation),
      orientation,
      decode: () =>
        orBadImage(file, async () => {
          const stored = await (components === 4 ? decodeCmyk(image) : decodeRgb(image));
          return { ...sizeAsShown(stored, orientation), data: orient(stored.data, 3, stored, orientation) };
        }),
    };
  });
}

/** Height and width that `readImage` would give, read from the head of the file. @throws TesseraError as `readImage` */
export async function readImageSize(file: string): Promise<ImageSize> {
  try {
    library ??= await loadLibrary();
    const header = await headerOf(library(file, { failOn: 'error' }));
    return sizeAsShown(header, header.orientation);
  } catch {
    // Opening throws the error that says what is wrong with the file.
    const { height, width } = await openImage(file);
    return { height, width };
  }
}

async function orBadImage<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TesseraError) throw cause;
    const reason = messageOf(cause);
    throw new TesseraError({ code: 'bad-image', message: `the photo ${file} cannot be decoded: ${reason}` }, { cause });
  }
}

async function headerOf(image: Sharp) {
  const { height, width, space, orientation } = await image.metadata();
  return { height, width, components: space === 'cmyk' ? 4 : 3, orientation: toOrientation(orientation) };
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
