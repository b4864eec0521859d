import { crc32, createDeflate } from 'node:zlib';
import type { AddPart } from '../../core/write-file.ts';
import type { ImageSize } from '../../data/sample.ts';

export interface PngFormat extends ImageSize {
  /** 1 is an index of the palette, 3 is RGB; 8 bits each. */
  readonly channels: 1 | 3;
  /** RGB of each index, [colours, 3]; needed for one channel. */
  readonly palette?: Uint8Array;
}

/** A PNG that is written while its rows are made. */
export interface PngRows {
  /** [rows, width, channels] */
  add(rows: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Filters before compression: rows of indices stay as they are, colours are the difference to the pixel above. */
const [NONE, UP] = [0, 2];

/** Begins a PNG file (ISO/IEC 15948), whose parts go to `write`. No encoder that we know of takes rows. */
export async function pngRows(format: PngFormat, write: AddPart): Promise<PngRows> {
  const { width, channels, palette } = format;
  const length = width * channels;
  const filter = channels === 3 ? UP : NONE;
  // Photos gain little from a longer search, label maps much.
  const level = channels === 3 ? 3 : 6;
  const deflate = createDeflate({ level, chunkSize: 1 << 16 });
  const compressed: Buffer[] = [];
  deflate.on('data', (part: Buffer) => compressed.push(part));
  const flush = async () => {
    for (const part of compressed.splice(0)) await write(chunk('IDAT', part));
  };
  let above: Uint8Array = new Uint8Array(length);

  await write(SIGNATURE);
  await write(chunk('IHDR', header(format)));
  if (palette) await write(chunk('PLTE', palette));
  return {
    async add(rows) {
      const count = rows.length / length;
      const filtered = Buffer.allocUnsafe(count * (length + 1));
      for (let row = 0, target = 0; row < count; row++) {
        const own = rows.subarray(row * length, (row + 1) * length);
        filtered[target++] = filter;
        if (filter === NONE) filtered.set(own, target);
        else for (let at = 0; at < length; at++) filtered[target + at] = own[at]! - above[at]!;
        target += length;
        above = own;
      }
      above = Uint8Array.from(above);
      await new Promise<void>((resolve, reject) =>
        deflate.write(filtered, (error) => (error ? reject(error) : resolve())),
      );
      await flush();
    },
    async end() {
      await new Promise<void>((resolve, reject) => {
        deflate.once('end', resolve).once('error', reject);
        deflate.end();
      });
      await flush();
      await write(chunk('IEND', new Uint8Array()));
    },
  };
}

function header({ height, width, channels }: PngFormat): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes[8] = 8;
  bytes[9] = channels === 3 ? 2 : 3;
  return bytes;
}

/** Length, type, content and checksum. */
function chunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8);
  return bytes;
}
