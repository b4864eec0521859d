import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, numberIn } from '../../core/protobuf-fields.ts';

/** Where an encoded image lies in an event file of TensorBoard. */
export interface EventImage {
  readonly tag: string;
  readonly step: number;
  readonly file: string;
  /** Where its first byte is in the file. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The images in the event files of a run's folder and the folders in it, in the order of their steps. What a process
 * that went on from an earlier step logged again takes the place of what was there. A file that is cut short or
 * damaged counts up to there.
 */
export async function eventImages(folder: string): Promise<EventImage[]> {
  const byTagAndStep = new Map<string, EventImage>();
  for (const files of await eventFiles(folder)) {
    let images: EventImage[] = [];
    for (const file of files) {
      for await (const { start, step, found } of eventsIn(file)) {
        if (start) images = images.filter((one) => one.step < step);
        images.push(...found);
      }
    }
    for (const image of images) byTagAndStep.set(`${image.step} ${image.tag}`, image);
  }
  return [...byTagAndStep.values()].toSorted((a, b) => a.step - b.step);
}

/** The bytes of a image. @throws the system's error */
export async function readImage({ file, offset, length }: EventImage): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    return await bytesAt(handle, offset, length);
  } finally {
    await handle.close();
  }
}

/** Event files by their folder, in the order in which they were made. */
async function eventFiles(folder: string): Promise<string[][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.includes('tfevents'));
  const folders = [...new Set(files.map(({ parentPath }) => parentPath))].sort();
  return folders.map((parent) =>
    files
      .filter(({ parentPath }) => parentPath === parent)
      .map(({ name }) => join(parent, name))
      .sort(),
  );
}

interface ImageEvent {
  readonly step: number;
  /** Whether a process begins: what was said before of this step and later ones is void. */
  readonly start: boolean;
  readonly found: readonly EventImage[];
}

async function* eventsIn(file: string): AsyncGenerator<ImageEvent> {
  try {
    for await (const { data, offset } of recordsIn(file)) yield imageEvent(file, data, offset);
  } catch (error) {
    // RangeError: bytes that are no event. Whatever was read before counts.
    if (!(error instanceof RangeError)) throw error;
  }
}

/** Fields of an event: step 2, summary 5, session log 7 (tensorflow/core/util/event.proto). */
function imageEvent(file: string, data: Buffer, offset: number): ImageEvent {
  const step = numberIn(data, 2) ?? 0;
  let start = false;
  const found: EventImage[] = [];
  for (const { number, bytes } of fieldsOf(data)) {
    if (number === 7) start ||= numberIn(bytes, 1) === 1;
    if (number !== 5) continue;
    for (const { number: inner, bytes: value } of fieldsOf(bytes)) {
      const image = inner === 1 ? imageOf(value) : undefined;
      if (!image) continue;
      const at = offset + image.bytes.byteOffset - data.byteOffset;
      found.push({ tag: image.tag, step, file, offset: at, length: image.bytes.length });
    }
  }
  return { step, start, found };
}

/**
 * A value of a summary (summary.proto): tag 1, image 4 with its encoded bytes in 4, tensor 8 with strings in 8, metadata
 * 9. The tensor of the images plugin has width, height, and then encoded images, of which the first is taken.
 */
function imageOf(value: Uint8Array): { readonly tag: string; readonly bytes: Uint8Array } | undefined {
  const fields = [...fieldsOf(value)];
  const tag = fields.find(({ number }) => number === 1)?.bytes;
  const image = fields.find(({ number }) => number === 4)?.bytes;
  const isImages = fields.some(({ number, bytes }) => number === 9 && pluginOf(bytes) === 'images');
  const tensor = isImages ? fields.find(({ number }) => number === 8)?.bytes : undefined;
  const encoded = image
    ? [...fieldsOf(image)].find(({ number }) => number === 4)?.bytes
    : tensor && [...fieldsOf(tensor)].filter(({ number }) => number === 8)[2]?.bytes;
  return tag && encoded && { tag: Buffer.from(tag).toString(), bytes: encoded };
}

function pluginOf(metadata: Uint8Array): string | undefined {
  const data = [...fieldsOf(metadata)].find(({ number }) => number === 1)?.bytes;
  const name = data && [...fieldsOf(data)].find(({ number }) => number === 1)?.bytes;
  return name && Buffer.from(name).toString();
}

/** A record is its length in 8 bytes, 4 bytes of checksum, the data, 4 bytes of checksum. */
async function* recordsIn(file: string): AsyncGenerator<{ readonly data: Buffer; readonly offset: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    for (let at = 0; at + 16 <= size;) {
      const length = Number((await bytesAt(handle, at, 8)).readBigUInt64LE());
      if (at + 16 + length > size) return;
      yield { data: await bytesAt(handle, at + 12, length), offset: at + 12 };
      at += 16 + length;
    }
  } finally {
    await handle.close();
  }
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
