import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { newFolder } from './tessera.ts';

export interface Photo {
  readonly name: string;
  /** 1 cat, 2 dog. */
  readonly species: number;
  readonly height: number;
  readonly width: number;
  /** Trimap: 1 pet, 2 background, 3 border. */
  readonly trimap: Uint8Array;
}

export function photo(name: string, species = 1, values: readonly number[] = [1, 2, 3], height = 9, width = 12): Photo {
  const trimap = Uint8Array.from({ length: height * width }, (_, pixel) => values[pixel % values.length]!);
  return { name, species, height, width, trimap };
}

export interface PetFiles {
  readonly root: string;
  image(name: string): string;
  trimap(name: string): string;
}

/** Writes photos in the layout of the Oxford-IIIT Pet archive into a new folder. */
export async function writePets(trainval: readonly Photo[], test: readonly Photo[]): Promise<PetFiles> {
  const root = await newFolder();
  const files: PetFiles = {
    root,
    image: (name) => join(root, 'images', `${name}.jpg`),
    trimap: (name) => join(root, 'annotations', 'trimaps', `${name}.png`),
  };
  await mkdir(join(root, 'images'));
  await mkdir(join(root, 'annotations', 'trimaps'), { recursive: true });
  const lines = (photos: readonly Photo[]) => photos.map(({ name, species }) => `${name} 1 ${species} 1\n`).join('');
  await writeFile(
    join(root, 'annotations', 'list.txt'),
    `#Image CLASS-ID SPECIES BREED ID\n${lines([...trainval, ...test])}`,
  );
  await writeFile(join(root, 'annotations', 'trainval.txt'), lines(trainval));
  await writeFile(join(root, 'annotations', 'test.txt'), lines(test));
  for (const each of [...trainval, ...test]) await writePhoto(files, each);
  return files;
}

async function writePhoto(files: PetFiles, { name, height, width, trimap }: Photo): Promise<void> {
  const grey = { create: { width, height, channels: 3 as const, background: { r: 100, g: 150, b: 200 } } };
  await sharp(grey).jpeg().toFile(files.image(name));
  await writeFile(files.trimap(name), encode({ width, height, channels: 1, data: trimap }));
}
