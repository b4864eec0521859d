import { readImage, readImageSize } from '../images/read-image.ts';
import type { ImageSource, NamedImage } from '../sample.ts';
import { withSampleHints } from './sample-problems.ts';

export interface PhotoFile {
  readonly name: string;
  readonly imageFile: string;
}

/** The images of a list of photos, decoded when they are read. Photos need no masks here. */
export function photoFiles(photos: readonly PhotoFile[]): ImageSource {
  return {
    length: photos.length,
    name: (index) => photos[index]!.name,
    read: (index) => withSampleHints(() => readPhoto(photos[index]!)),
    sizeOf: (index) => readImageSize(photos[index]!.imageFile),
  };
}

/** @throws TesseraError `file-missing`, `bad-image` */
async function readPhoto({ name, imageFile }: PhotoFile): Promise<NamedImage> {
  const { height, width, data } = await readImage(imageFile);
  return { name, height, width, image: data };
}
