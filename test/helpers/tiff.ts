export interface TiffParts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** 0 white is zero, 1 grey, 2 RGB, 3 palette, 5 CMYK. */
  readonly photometric: number;
  readonly samples?: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format?: number;
  /** What samples beyond the colours are: 0 not said, 1 or 2 transparency. */
  readonly extra?: readonly number[];
  /** All reds, all greens, all blues, 16 bits each. */
  readonly colorMap?: readonly number[];
  readonly pixels: Uint8Array;
  /** 1: a smaller copy of another image. */
  readonly subfile?: number;
}

/** The bytes of an uncompressed TIFF, written by hand as TIFF 6.0 says, with a directory for each image. */
export function tiffBytes(images: readonly TiffParts[], isLittle = true): Buffer {
  const out: Buffer[] = [Buffer.from(isLittle ? 'II*\0' : 'MM\0*', 'latin1'), number(8, 4, isLittle)];
  let at = 8;
  images.forEach((image, index) => {
    const directory = directoryOf(image, at, index < images.length - 1, isLittle);
    out.push(directory);
    at += directory.length;
  });
  return Buffer.concat(out);
}

type Entry = readonly [tag: number, values: readonly number[], bytes?: 2 | 4];

function directoryOf(image: TiffParts, start: number, hasNext: boolean, isLittle: boolean): Buffer {
  const { width, height, bits, photometric, samples = 1, format, extra, colorMap, pixels, subfile } = image;
  const entries: Entry[] = [
    ...(subfile === undefined ? [] : [[254, [subfile], 4] as const]),
    [256, [width]],
    [257, [height]],
    [258, new Array<number>(samples).fill(bits)],
    [259, [1]],
    [262, [photometric]],
    [273, [0], 4],
    [277, [samples]],
    [278, [height]],
    [279, [pixels.length], 4],
    ...(colorMap ? [[320, colorMap] as const] : []),
    ...(extra ? [[338, extra] as const] : []),
    ...(format === undefined ? [] : [[339, new Array<number>(samples).fill(format)] as const]),
  ];
  let free = start + 2 + 12 * entries.length + 4;
  const far: Buffer[] = [];
  const keep = (bytes: Buffer) => {
    const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
    far.push(even);
    free += even.length;
    return free - even.length;
  };
  const pixelsAt = keep(Buffer.from(pixels));
  const written = entries.map(([tag, values, bytes = 2]) => {
    const own = tag === 273 ? [pixelsAt] : values;
    const data = Buffer.concat(own.map((value) => number(value, bytes, isLittle)));
    const field =
      data.length <= 4 ? Buffer.concat([data, Buffer.alloc(4 - data.length)]) : number(keep(data), 4, isLittle);
    const head = [number(tag, 2, isLittle), number(bytes === 2 ? 3 : 4, 2, isLittle), number(own.length, 4, isLittle)];
    return Buffer.concat([...head, field]);
  });
  return Buffer.concat([
    number(entries.length, 2, isLittle),
    ...written,
    number(hasNext ? free : 0, 4, isLittle),
    ...far,
  ]);
}

function number(value: number, bytes: 2 | 4, isLittle: boolean): Buffer {
  const out = Buffer.alloc(bytes);
  if (isLittle) out.writeUIntLE(value, 0, bytes);
  else out.writeUIntBE(value, 0, bytes);
  return out;
}
