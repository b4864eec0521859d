import { readFixture, unpack } from './data.ts';

interface NamedFile {
  readonly name: string;
  readonly file: string;
}

interface Files {
  readonly height: number;
  readonly width: number;
  readonly values: string;
  readonly palette: readonly (readonly [number, number, number])[];
  readonly masks: readonly (NamedFile & { readonly shape: readonly [number, number]; readonly values: string })[];
  readonly colors: readonly NamedFile[];
  readonly rough: readonly NamedFile[];
  readonly photos: readonly (NamedFile & { readonly rgb: string })[];
}

/** Small masks and photos in many formats, which test/fixtures/data/make_files.py made. */
export const files = await readFixture<Files>('data/files.json');

export const bytesOf = ({ file }: NamedFile): Buffer => Buffer.from(file, 'base64');

/** Numbers of 32 bits. */
export function numbersOf(base64: string): number[] {
  return [...new Int32Array(unpack(base64).buffer)];
}

/** The file of this name. */
export function fixture<T extends NamedFile>(list: readonly T[], name: string): T {
  const found = list.find((one) => one.name === name);
  if (!found) throw new Error(`there is no fixture ${name}`);
  return found;
}
