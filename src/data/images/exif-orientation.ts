/**
 * How a viewer turns a photo before it shows it, as EXIF numbers it: 1 not at all, 2 mirrored, 3 by 180 degrees, 4
 * upside down, 5 along the diagonal, 6 by 90 degrees to the right, 7 along the other diagonal, 8 by 90 degrees to the
 * left.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const TAG = 0x0112;

/** The orientation in EXIF data, which is laid out as a TIFF file. 1 if it has none, or is damaged. */
export function exifOrientation(tiff: Buffer): Orientation {
  if (tiff.length < 8) return 1;
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const short = (offset: number) => (order === 'II' ? tiff.readUInt16LE(offset) : tiff.readUInt16BE(offset));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  for (let entry = directory + 2, left = short(directory); left > 0 && entry + 12 <= tiff.length; left--, entry += 12)
    if (short(entry) === TAG) return toOrientation(short(entry + 8));
  return 1;
}

/** What is no orientation counts as 1, as viewers do. */
export function toOrientation(value: number | undefined): Orientation {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8 ? (value as Orientation) : 1;
}
