import { loadLibrary, openWith } from './library.ts';
import { notWhole, OtherContent, severalImages } from './other-content.ts';
import type { Raster, StoredValues } from './raster.ts';
import { GREY, tiffHeader, UNSIGNED, type TiffHeader } from './tiff-header.ts';

/**
 * Decodes a TIFF of one image to the numbers that it stores: grey or palette of 1 to 32 bits, RGB of 8 or 16, in any
 * compression that the image library knows. Floats must be whole numbers.
 * @throws Error if the file is damaged, or holds something else
 */
export async function decodeTiff(bytes: Buffer): Promise<Raster> {
  const header = tiffHeader(bytes);
  const { height, width, bits, palette, pages } = header;
  if (pages > 1) throw severalImages(pages);
  const { space, depth } = layoutOf(header);
  const sharp = await loadLibrary();
  const { data, info } = await openWith(sharp, asStored(bytes, header))
    .toColourspace(space)
    .raw({ depth: depth === 'short' ? 'ushort' : depth })
    .toBuffer({ resolveWithObject: true });
  return {
    height,
    width,
    channels: info.channels,
    data: numbersOf(data, depth, bits),
    white: bits < 8 ? 2 ** bits - 1 : bits === 16 ? 65_535 : 255,
    ...(header.photometric === 'palette' && { palette }),
  };
}

interface Layout {
  readonly space: 'b-w' | 'grey16' | 'srgb' | 'rgb16';
  readonly depth: 'uchar' | 'ushort' | 'short' | 'int' | 'float';
}

/** How the library gives the numbers without a conversion. */
function layoutOf({ bits, samples, alphas, photometric, sampleFormat }: TiffHeader): Layout {
  const colors = samples - alphas;
  const isUnsigned = sampleFormat === 'unsigned';
  const isOne = colors === 1 && ['white-is-zero', 'grey', 'palette'].includes(photometric);
  if (isOne && bits <= 8) return { space: 'b-w', depth: isUnsigned ? 'uchar' : 'int' };
  if (isOne && bits === 16 && sampleFormat !== 'float')
    return { space: 'grey16', depth: isUnsigned ? 'ushort' : 'short' };
  if (isOne && bits === 32) return { space: 'b-w', depth: sampleFormat === 'float' ? 'float' : 'int' };
  const isRgb = colors === 3 && isUnsigned && (photometric === 'rgb' || photometric === 'ycbcr');
  if (isRgb && bits === 8) return { space: 'srgb', depth: 'uchar' };
  if (isRgb && bits === 16) return { space: 'rgb16', depth: 'ushort' };
  const channels = samples === 1 ? '1 channel' : `${samples} channels`;
  throw new OtherContent(
    { one: 'has other channels', many: 'have other channels' },
    `expected one channel or RGB, got ${channels} of ${bits} bits (${sampleFormat})`,
  );
}

/**
 * A copy whose numbers the library gives as they are stored: it says that a palette's indices are grey, so that they
 * are not looked up, and that 16 bits have no sign, so that those below 0 are not cut off.
 */
function asStored(bytes: Buffer, { photometric, photometricAt, formatAt, bits, sampleFormat }: TiffHeader): Buffer {
  const isSigned = bits === 16 && sampleFormat === 'signed';
  if (photometric !== 'palette' && !isSigned) return bytes;
  const copy = Buffer.from(bytes);
  if (photometric === 'palette') copy[photometricAt] = GREY;
  if (isSigned) copy[formatAt] = UNSIGNED;
  return copy;
}

function numbersOf(data: Buffer, depth: Layout['depth'], bits: number): StoredValues {
  // A buffer may begin anywhere, and arrays of longer numbers only at a multiple of their length.
  const whole = () => data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  if (depth === 'ushort') return new Uint16Array(whole());
  if (depth === 'short') return Int32Array.from(new Int16Array(whole()));
  if (depth === 'int') return new Int32Array(whole());
  if (depth === 'float') return wholeNumbers(new Float32Array(whole()));
  // Fewer bits come stretched to 8.
  return bits < 8 ? data.map((value) => value / (255 / (2 ** bits - 1))) : data;
}

function wholeNumbers(values: Float32Array): Int32Array {
  const out = Int32Array.from(values);
  const strange = values.find((value, index) => out[index] !== value);
  if (strange !== undefined) throw notWhole(strange);
  return out;
}
