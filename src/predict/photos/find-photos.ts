import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TesseraError, type Problem } from '../../core/errors/index.ts';
import { isAbsent } from '../../core/exists.ts';
import { listFiles } from '../../data/files/list-files.ts';
import { withoutSuffix } from '../../data/files/suffixes.ts';

/** A photo, found by an argument of the command. */
export interface FoundPhoto {
  /** Absolute. */
  readonly file: string;
  /** Its path within the folder that was named, with `/`; its own name if it was named itself. */
  readonly within: string;
}

export interface FoundPhotos {
  readonly photos: readonly FoundPhoto[];
  /** Files in the folders that have the suffix of no photo. */
  readonly leftOut: number;
}

export interface FindOptions {
  readonly workingDirectory: string;
  /** Reads standard input to its end. */
  readonly readInput: () => Promise<string>;
  /** A folder whose files are no photos: that of the answers. Absolute. */
  readonly without: string;
}

/** Ends of the names of photos, for files that are found in folders. */
export const photoSuffixes = ['.jpg', '.png', '.webp', '.tif', '.bmp', '.gif', '.avif'] as const;

/**
 * The photos that arguments name. Of a folder these are all photos in it and in the folders within it; a file that ends
 * in `.txt` is a list, with a path in each line; `-` is a list on standard input; any other file is a photo. Paths in
 * lists are relative to the working directory, as arguments are. A photo that is named twice counts once.
 * @throws TesseraError `file-missing` for arguments that are not there, `bad-argument` if there is no photo
 */
export async function findPhotos(names: readonly string[], options: FindOptions): Promise<FoundPhotos> {
  const photos = new Map<string, FoundPhoto>();
  const problems: Problem[] = [];
  let leftOut = 0;
  const add = (photo: FoundPhoto) => photos.has(photo.file) || photos.set(photo.file, photo);

  const addNamed = async (name: string, isInList: boolean): Promise<void> => {
    const path = resolve(options.workingDirectory, name);
    const kind = await kindOf(path);
    if (kind === 'absent' && !isInList) problems.push(missing(name));
    else if (kind === 'folder') {
      for (const within of await listFiles(path, new Set([options.without]))) {
        if (withoutSuffix(within, photoSuffixes) === undefined) leftOut++;
        else add({ file: join(path, within), within });
      }
    } else add({ file: path, within: basename(path) });
  };
  for (const name of names) {
    if (name === '-') for (const line of linesOf(await options.readInput())) await addNamed(line, true);
    else if (/\.txt$/i.test(name)) {
      const text = await readList(resolve(options.workingDirectory, name), name, problems);
      for (const line of linesOf(text)) await addNamed(line, true);
    } else await addNamed(name, false);
  }
  if (problems.length > 0) throw new TesseraError(problems);
  if (photos.size === 0) throw noPhotos(names, leftOut);
  return { photos: [...photos.values()], leftOut };
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'absent'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isAbsent(error)) return 'absent';
    throw error;
  }
}

/** A name may begin or end with blanks, so lines are taken as they are; lines of blanks only are left out. */
function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

async function readList(path: string, name: string, problems: Problem[]): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isAbsent(error)) throw error;
    problems.push(missing(name));
    return '';
  }
}

function missing(name: string): Problem {
  return {
    code: 'file-missing',
    message: `expected a photo, a folder or a list of photos, got ${name}, which does not exist`,
  };
}

function noPhotos(names: readonly string[], leftOut: number): TesseraError {
  const others = leftOut === 0 ? '' : `, but ${leftOut} other ${leftOut === 1 ? 'file' : 'files'}`;
  return new TesseraError({
    code: 'bad-argument',
    message: `expected at least one photo, ${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} none${others}`,
    hints: [`photos in folders end in ${photoSuffixes.join(', ')}; any other file has to be named itself`],
  });
}
