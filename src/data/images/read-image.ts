import { messageOf, TesseraError, type Kind } from '../../core/errors/index.ts';
import { assertDecodable } from '../files/assert-decodable.ts';
import { readBytes } from '../files/read-bytes.ts';
import { bmpSize, decodeBmp, isBmp } from '../formats/bmp.ts';
import { loadLibrary, openWith } from '../formats/library.ts';
import { foreignKind, OtherContent } from '../formats/other-content.ts';
import { isTiff, tiffHeader } from '../formats/tiff-header.ts';
import type { ImageSize } from '../sample.ts';
import { assertPhoto } from './assert-photo.ts';
import { toOrientation, type Orientation } from './exif-orientation.ts';
import { jpegHeader } from './jpeg-header.ts';
import { orient, sizeAsShown } from './orient.ts';
import { decodeCmyk, decodeDeep, decodeRgb, rgbOf, type RgbImage } from './to-rgb.ts';

export type { RgbImage };

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
 * Opens a photo: a JPEG, PNG, TIFF, WebP, GIF, AVIF or BMP. It is decoded as Pillow's
 * `ImageOps.exif_transpose(Image.open(file)).convert('RGB')` does: as viewers show it. Colour profiles are ignored,
 * grey is repeated in all channels, transparency is dropped, CMYK is converted without a profile. Of 16 bits, the
 * photo's own range becomes 0 to 255 (`decodeDeep`).
 * @throws TesseraError `file-missing`, `bad-image`, the latter too for more pixels than are decoded, and for other
 * channels than those of grey, RGB and CMYK
 */
export async function openImage(file: string): Promise<OpenImage> {
  const bytes = readBytes(file, {
    code: 'file-missing',
    message: `the photo ${file} does not exist`,
    of: { group: { one: 'photo does not exist', many: 'photos do not exist' }, file },
  });
  return orBadImage(file, bytes, async () => {
    const { orientation, ...header } = await headerOf(bytes);
    assertDecodable(header);
    return {
      ...sizeAsShown(header, orientation),
      orientation,
      decode: () =>
        orBadImage(file, bytes, async () => {
          const stored = await header.decode();
          return { ...sizeAsShown(stored, orientation), data: orient(stored.data, 3, stored, orientation) };
        }),
    };
  });
}

/** Height and width that `readImage` would give, read from the head of the file. @throws TesseraError as `readImage` */
export async function readImageSize(file: string): Promise<ImageSize> {
  try {
    const header = await openWith(await loadLibrary(), file).metadata();
    return sizeAsShown(header, toOrientation(header.orientation));
  } catch {
    // Opening reads what the library can't, or throws the error that says what is wrong with the file.
    const { height, width } = await openImage(file);
    return { height, width };
  }
}

interface PhotoHeader extends ImageSize {
  readonly orientation: Orientation;
  /** The pixels as they are stored, not turned. */
  decode(): Promise<RgbImage>;
}

async function headerOf(bytes: Buffer): Promise<PhotoHeader> {
  if (isBmp(bytes)) return { ...bmpSize(bytes), orientation: 1, decode: async () => rgbOf(decodeBmp(bytes)) };
  if (isTiff(bytes)) assertPhoto(tiffHeader(bytes));
  // Once the library is loaded, a JPEG is opened without waiting for a thread: its decoding starts at once.
  const image = openWith(await loadLibrary(), bytes);
  const jpeg = jpegHeader(bytes);
  if (jpeg) return { ...jpeg, decode: () => (jpeg.components === 4 ? decodeCmyk(image) : decodeRgb(image)) };
  const { height, width, space, depth, orientation } = await image.metadata();
  const decode = () => {
    if (space === 'cmyk') return decodeCmyk(image);
    return depth === 'ushort' ? decodeDeep(image, space === 'grey16') : decodeRgb(image);
  };
  return { height, width, orientation: toOrientation(orientation), decode };
}

async function orBadImage<T>(file: string, bytes: Buffer, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TesseraError) throw cause;
    const { kind, detail } = whatIsWrong(bytes, cause);
    const reason = detail === '' ? `it ${kind.one}` : detail;
    throw new TesseraError(
      {
        code: 'bad-image',
        message: `the photo ${file} cannot be decoded: ${reason}`,
        of: { group: { one: 'photo cannot be decoded', many: 'photos cannot be decoded' }, file, kind, detail },
      },
      { cause },
    );
  }
}

const damaged: Kind = { one: 'is damaged', many: 'are damaged' };

/** The library says that a format is unknown, and not which it is. */
function whatIsWrong(bytes: Buffer, cause: unknown): { readonly kind: Kind; readonly detail: string } {
  if (cause instanceof OtherContent) return cause;
  const reason = messageOf(cause);
  return /unsupported image format|empty/i.test(reason)
    ? { kind: foreignKind(bytes), detail: '' }
    : { kind: damaged, detail: reason };
}
