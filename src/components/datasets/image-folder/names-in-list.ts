import { readListFile } from '../../../data/annotations/list-file.ts';
import type { SplitName } from '../../../data/dataset.ts';
import { withoutSuffix } from '../../../data/files/suffixes.ts';

/** Where names are looked up. */
export interface NamedPhotos {
  /** Ends of file names that lines may have. */
  readonly suffixes: readonly string[];
  find(name: string): unknown;
}

/** The names on the lines of a list. @throws TesseraError `file-missing` if there is no list */
export async function namesInList(file: string, photos: NamedPhotos, split: SplitName): Promise<string[]> {
  const lines = await readListFile(file, `dataset.splits.${split}.list`);
  return lines.map(({ text }) => nameOnLine(text, photos));
}

/**
 * The photo that a line names. It is the whole line, which may have blanks, or what is before a blank, as in lists of
 * photos and masks. A name may be a file name, or a path of another place, as in CamVid's lists: as many of its folders
 * count as lead to a photo. A name that leads to none is returned as it is, so that reading it tells.
 */
export function nameOnLine(line: string, photos: NamedPhotos): string {
  const whole = line.trim();
  const before = [...whole.matchAll(/\s+/g)].map(({ index }) => whole.slice(0, index));
  const isFile = (text: string) => withoutSuffix(text, photos.suffixes) !== undefined;
  const files = before.filter(isFile);
  const exact = bare(whole, photos);
  if (photos.find(exact) !== undefined) return exact;
  const candidates = isFile(whole)
    ? [...files, whole, ...before.toReversed()]
    : [...files, ...before.toReversed(), whole];
  for (const candidate of candidates) {
    const found = endsOf(bare(candidate, photos)).find((name) => photos.find(name) !== undefined);
    if (found !== undefined) return found;
  }
  return bare(files[0] ?? whole, photos);
}

/** The name without suffix, with `/` between folders. */
function bare(text: string, { suffixes }: NamedPhotos): string {
  const path = text.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  return withoutSuffix(path, suffixes) ?? path;
}

/** `a/b/c`, `b/c`, `c`. */
function endsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, from) => parts.slice(from).join('/'));
}
