/** A file of a dataset, by its path within the dataset's folder. */
export interface DataFile {
  /** With `/` between names. */
  readonly path: string;
  /** The folders that it lies in, outermost first. */
  readonly folders: readonly string[];
  /** The name without suffix. */
  readonly stem: string;
  /** The end of the name, in small letters, with its dot; empty if there is none. */
  readonly suffix: string;
}

const photoSuffixes: ReadonlySet<string> = new Set([
  ...['.jpg', '.jpeg', '.png', '.bmp', '.tif', '.tiff', '.webp', '.gif'],
]);

export function dataFile(path: string): DataFile {
  const folders = path.split('/');
  const name = folders.pop()!;
  const dot = name.lastIndexOf('.');
  const [stem, suffix] = dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot).toLowerCase()];
  return { path, folders, stem, suffix };
}

export function mayBePhoto({ suffix }: DataFile): boolean {
  return photoSuffixes.has(suffix);
}

export function mayBeMask(file: DataFile): boolean {
  return mayBePhoto(file) || file.suffix === '.npy';
}
