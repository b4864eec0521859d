import { photoSuffixes, type FoundPhoto } from './find-photos.ts';
import { withoutSuffix } from '../../data/files/suffixes.ts';

/**
 * A name for the answer of each photo, in their order: its path within the folder that was named, without its suffix.
 * Where two would have the same name, both get a longer one: with the suffix, then with the folders that they are in.
 * Names that differ in capitals or in the encoding of accents only count as the same, since some file systems take them
 * so.
 * @param taken names that have been given before, by the photo's path. A photo keeps the name that it had.
 */
export function nameAnswers(photos: readonly FoundPhoto[], taken: ReadonlyMap<string, string> = new Map()): string[] {
  const given = new Map([...taken].map(([file, name]) => [keyOf(name), file]));
  const choices = photos.map((photo) => {
    const before = taken.get(photo.file);
    return before === undefined ? candidates(photo) : [before];
  });
  const levels = photos.map(() => 0);
  const nameAt = (index: number) => choices[index]![levels[index]!]!;
  const canGrow = (index: number) => levels[index]! < choices[index]!.length - 1;
  for (let changed = true; changed;) {
    changed = false;
    const owners = new Map<string, number[]>();
    for (const index of photos.keys()) {
      const key = keyOf(nameAt(index));
      owners.set(key, [...(owners.get(key) ?? []), index]);
    }
    for (const [key, same] of owners) {
      const other = given.get(key);
      const isTaken = other !== undefined && same.some((index) => photos[index]!.file !== other);
      if (same.length === 1 && !isTaken) continue;
      for (const index of same.filter(canGrow)) [levels[index], changed] = [levels[index]! + 1, true];
    }
  }
  const names = photos.map((_, index) => nameAt(index));
  return numbered(
    names,
    photos.map(({ file }) => taken.has(file)),
    new Set(given.keys()),
  );
}

/** The names that a photo may get, the shortest first; the last is its whole path. */
function candidates({ file, within }: FoundPhoto): string[] {
  const folders = file
    .split(/[\\/]/)
    .map((part) => part.replace(':', ''))
    .filter(Boolean);
  const names: string[] = [];
  for (let depth = within.split('/').length; depth <= folders.length; depth++) {
    const name = folders.slice(-depth).join('/');
    names.push(withoutSuffix(name, photoSuffixes) ?? name, name);
  }
  return [...new Set(names)].filter((name) => !name.endsWith('/') && name !== '');
}

/** Whole paths that differ in capitals only get numbers. */
function numbered(names: readonly string[], isFixed: readonly boolean[], used: Set<string>): string[] {
  return names.map((name, index) => {
    if (isFixed[index]) return name;
    let [own, count] = [name, 1];
    while (used.has(keyOf(own))) own = `${name}-${++count}`;
    used.add(keyOf(own));
    return own;
  });
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
