import type { Sharp } from 'sharp';

type Library = typeof import('sharp').default;
let library: Library | undefined;

/** The image library, which is loaded when the first file needs it. */
export async function loadLibrary(): Promise<Library> {
  if (library) return library;
  const { default: sharp } = await import('sharp');
  // Several files are decoded at a time, so threads for the parts of one file would only compete.
  sharp.concurrency(1);
  return (library = sharp);
}

/** A file as the library opens it: any damage is an error, and colour profiles are ignored. */
export function openWith(sharp: Library, file: Buffer | string): Sharp {
  return sharp(file, { failOn: 'error', ignoreIcc: true });
}
