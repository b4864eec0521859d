import type sharp from 'sharp';
import type { Sharp } from 'sharp';

type Library = typeof sharp;
let library: Library | undefined;

/** The image library, which is loaded when the first file needs it. */
export async function loadLibrary(): Promise<Library> {
  if (library) return library;
  const { default: loaded } = await import('sharp');
  // Several files are decoded at a time, so threads for the parts of one file would only compete.
  loaded.concurrency(1);
  return (library = loaded);
}

/** A file as the library opens it: any damage is an error, and colour profiles are ignored. */
export function openWith(open: Library, file: Buffer | string): Sharp {
  return open(file, { failOn: 'error', ignoreIcc: true });
}
