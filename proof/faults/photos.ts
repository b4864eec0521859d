import { mkdir, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { createRandom } from '../../src/core/random.ts';

const [count, side] = [20, 32];

/** Writes `images/` and `masks/` into a folder: noise, dark or light, and where it is light. */
export async function writePhotos(folder: string): Promise<void> {
  for (const name of ['images', 'masks']) await mkdir(join(folder, name));
  for (let index = 0; index < count; index++) {
    const { image, mask } = drawPhoto(index);
    await writeFile(join(folder, 'images', nameOf(index)), image);
    await writeFile(join(folder, 'masks', nameOf(index)), mask);
  }
}

/** Changes the data in a folder. @returns what takes it back */
export type Harm = (folder: string) => Promise<() => Promise<void>>;

export const removePhoto: Harm = async (folder) => {
  const [photo, elsewhere] = [first(folder), join(folder, 'elsewhere.png')];
  await rename(photo, elsewhere);
  return () => rename(elsewhere, photo);
};

export const tearPhoto: Harm = async (folder) => {
  const photo = first(folder);
  const whole = await readFile(photo);
  await truncate(photo, whole.length >> 1);
  return () => writeFile(photo, whole);
};

/** The other photo has the size and the date of the first, so that only its content tells. */
export const replacePhoto: Harm = async (folder) => {
  const photo = first(folder);
  const [whole, { atime, mtime }] = [await readFile(photo), await stat(photo)];
  await writeFile(photo, drawPhoto(count).image);
  await utimes(photo, atime, mtime);
  return () => writeFile(photo, whole);
};

export const tearPack: Harm = async (folder) => {
  const cache = join(folder, '.cache', 'tessera');
  const packs = (await readdir(cache)).filter((name) => name.startsWith('memmap-')).map((name) => join(cache, name));
  for (const pack of packs) {
    const images = join(pack, 'images.npy');
    await truncate(images, (await stat(images)).size >> 1);
  }
  return async () => {
    for (const pack of packs) await rm(pack, { recursive: true });
  };
};

/** A photo, which is in one of the splits. */
function first(folder: string): string {
  return join(folder, 'images', nameOf(0));
}

function nameOf(index: number): string {
  return `${String(index).padStart(2, '0')}.png`;
}

function drawPhoto(index: number): { image: Uint8Array; mask: Uint8Array } {
  const random = createRandom(1, 'photo', index);
  const labels = Uint8Array.from({ length: side * side }, (_, at) => Number(at % side < side / 2 === index % 2 < 1));
  const data = Uint8Array.from({ length: 3 * labels.length }, (_, at) =>
    Math.floor(random.between(0, 120) + 130 * labels[Math.floor(at / 3)]!),
  );
  return { image: png(3, data), mask: png(1, labels) };
}

/** Not compressed, so that all files have the same size. */
function png(channels: number, data: Uint8Array): Uint8Array {
  return encode({ width: side, height: side, channels, data }, { zlib: { level: 0 } });
}
