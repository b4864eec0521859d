import type { ImageSize } from '../sample.ts';
import { exifOrientation, type Orientation } from './exif-orientation.ts';

export interface JpegHeader extends ImageSize {
  /** Number of channels: 1 grey, 3 colour, 4 CMYK. */
  readonly components: number;
  readonly orientation: Orientation;
}

const APP1 = 0xe1;

/** A JPEG's first frame header and the EXIF orientation before it; undefined for other files. */
export function jpegHeader(bytes: Buffer): JpegHeader | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let orientation: Orientation = 1;
  for (let offset = 2; offset + 10 <= bytes.length && bytes[offset] === 0xff;) {
    const marker = bytes[offset + 1]!;
    if (isFrameHeader(marker)) {
      const [height, width] = [bytes.readUInt16BE(offset + 5), bytes.readUInt16BE(offset + 7)];
      // A height of 0 means that it follows after the first scan.
      return height === 0 ? undefined : { height, width, components: bytes[offset + 9]!, orientation };
    }
    // A marker may be preceded by any number of 0xff.
    const length = marker === 0xff ? 1 : 2 + bytes.readUInt16BE(offset + 2);
    if (marker === APP1 && bytes.toString('latin1', offset + 4, offset + 10) === 'Exif\0\0')
      orientation = exifOrientation(bytes.subarray(offset + 10, offset + length));
    offset += length;
  }
  return undefined;
}

/** SOF0 to SOF15, without the three markers in this range that are none: DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
