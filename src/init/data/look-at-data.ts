import { dirname, relative, sep } from 'node:path';
import { stat } from 'node:fs/promises';
import { TesseraError } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import { listFiles } from '../../data/files/list-files.ts';
import { assignRoles } from './assign-roles.ts';
import { besideData, type BesideData } from './beside-data.ts';
import type { Answers, DataGuess, FolderLayout } from './data-guess.ts';
import { dataFile, mayBeMask, mayBePhoto, type DataFile } from './data-file.ts';
import { findGroups } from './find-groups.ts';
import { findSplits } from './find-splits.ts';
import { lookAtInstances } from './look-at-instances.ts';
import { totalOf, type MaskTotals } from './mask-facts.ts';
import { meaningOf, type Meaning, type MeaningHints, type NamesFile } from './meaning.ts';
import { bestList, mayBeList, pairsInList, type ListedPairs } from './pair-by-list.ts';
import { showMasks, pairFiles, type Pairing } from './pair-files.ts';
import { guessSizes, type SizeGuess } from './photo-sizes.ts';
import { readPairs, type ReadOptions, type ReadPairs } from './read-pairs.ts';
import { noPairs, otherShapes, unreadable } from './useless-data.ts';
import { badPairs, columnsGuessed, othersAlone, pairsFound } from './tell-pairs.ts';

/** What is known once the files are read: it depends on the answers only, so that questions cost no second reading. */
export type Decide = (answers: Answers) => DataGuess;

/**
 * Looks at a person's photos and masks, to find out what a dataset's keys would say of them.
 *
 * @param paths absolute: the photos and the masks (folders, or an instances file), one folder that holds both, or a
 * list of pairs
 * @throws TesseraError `bad-argument` if a path is not there, `bad-dataset` if no photo has a mask
 */
export async function lookAtData(paths: readonly string[], options: ReadOptions): Promise<Decide> {
  const places = await Promise.all(paths.map(placeOf));
  const root = commonFolder(places.map(({ path, isFolder }) => (isFolder ? path : dirname(path))));
  const within = (path: string) => relative(root, path).replaceAll('\\', '/');
  const folders = [...new Set(places.filter(({ isFolder }) => isFolder).map(({ path }) => path))];
  const [photoFolder = root, maskFolder] = folders;
  const photoFiles = await filesIn(photoFolder, within(photoFolder), maskFolder);
  const maskFiles = maskFolder === undefined ? undefined : await filesIn(maskFolder, within(maskFolder), photoFolder);

  const [list] = places.filter(({ path, isFolder }) => !isFolder && mayBeList(path));
  if (list) return decideOf(await pairsInList(list.path), folders, options);
  const given = places.filter(({ isFolder }) => !isFolder).map(({ path }) => within(path));
  const instances = await lookAtInstances(root, given, [...photoFiles, ...(maskFiles ?? [])]);
  if (instances) return instances;
  const byList = await bestList(root, [...photoFiles, ...(maskFiles ?? [])].map(({ path }) => path).filter(mayBeList));
  const pairing = preferred(() => pairingOf(photoFiles, maskFiles, paths), byList?.pairing);
  return decideOf({ root, pairing }, folders, options);
}

/**
 * What the names say, unless a list pairs more photos or says how they are divided.
 * @throws what pairing by names does, without a list
 */
function preferred(byNames: () => Pairing, byList: Pairing | undefined): Pairing {
  if (!byList) return byNames();
  try {
    const named = byNames();
    const saysMore = byList.pairs.length > named.pairs.length || findGroups(byList)?.group.includes('*') === false;
    return saysMore || byList.list!.fields[0]!['split'] !== undefined ? byList : named;
  } catch (error) {
    if (error instanceof TesseraError) return byList;
    throw error;
  }
}

async function decideOf(
  { root, pairing }: ListedPairs,
  folders: readonly string[],
  options: ReadOptions,
): Promise<Decide> {
  const beside = await besideData(root, folders.length === 0 ? [root] : folders);
  const read = await readPairs(root, pairing.pairs, options);
  if (read.masks.length === 0) throw unreadable(read);
  const sizes = guessSizes(read.sizes);
  if (sizes.different === read.sizes.length) throw otherShapes(pairing, read);
  return decideFrom({ root, pairing, beside, read, sizes, totals: totalOf(read.masks) });
}

/** Paths within the dataset's folder. */
async function filesIn(folder: string, prefix: string, without: string | undefined): Promise<DataFile[]> {
  const names = await listFiles(folder, new Set(without === undefined ? [] : [without]));
  return names.map((name) => dataFile(prefix === '' ? name : `${prefix}/${name}`));
}

interface Looked {
  readonly root: string;
  readonly pairing: Pairing;
  readonly beside: BesideData;
  readonly read: ReadPairs;
  readonly sizes: SizeGuess;
  readonly totals: MaskTotals;
}

function decideFrom({ root, pairing, beside, read, sizes, totals }: Looked): Decide {
  const splits = findSplits(pairing, beside.lists);
  const bad = badPairs(pairing, read, sizes.different);
  return (answers) => {
    const { masks, perObject } = pairing;
    const { meaning, names } = bestMeaning(totals, { masks, perObject, ...answers }, beside.names);
    const layout: FolderLayout = {
      type: 'image-folder',
      images: splits.patterns?.images ?? pairing.images,
      masks: splits.patterns?.masks ?? masks,
      pairs: pairing.pairs.length,
      ...(pairing.list && { list: pairing.list.path }),
      ...(pairing.list?.columns && { columns: pairing.list.columns }),
      splits,
      meaning,
      totals,
      ...(names && { namesFile: names.path }),
      bad,
    };
    return {
      root,
      layout,
      sizes,
      found: [pairsFound(pairing, read), splits.found, ...meaning.found, sizes.found],
      unsure: [
        ...(splits.unsure === undefined ? [] : [splits.unsure]),
        ...meaning.unsure,
        ...sizes.unsure,
        ...bad,
        ...othersAlone(pairing),
        ...columnsGuessed(pairing),
      ],
      questions: meaning.questions,
    };
  };
}

async function placeOf(path: string): Promise<{ readonly path: string; readonly isFolder: boolean }> {
  const entry = await stat(path).catch(() => undefined);
  if (entry) return { path, isFolder: entry.isDirectory() };
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a folder of photos or of masks, got \`${path}\`, which is not there`,
    hints: ['for example: `tessera init --data photos masks`'],
  });
}

function commonFolder([first, ...rest]: readonly string[]): string {
  return rest.reduce((common, folder) => {
    let around = common;
    while (around !== folder && !folder.startsWith(around.endsWith(sep) ? around : around + sep))
      around = dirname(around);
    return around;
  }, first!);
}

/** @throws TesseraError `bad-dataset` if no photo has a mask; `bad-argument` if several folders could be the masks */
function pairingOf(
  photoFiles: readonly DataFile[],
  maskFiles: readonly DataFile[] | undefined,
  paths: readonly string[],
): Pairing {
  if (maskFiles) {
    const photos = photoFiles.filter(mayBePhoto);
    const pairing = pairFiles(photos, maskFiles.filter(mayBeMask));
    if (pairing) return pairing;
    throw noPairs(photos, maskFiles.filter(mayBeMask), [...photoFiles, ...maskFiles]);
  }
  const ways = assignRoles(photoFiles);
  const different = ways.filter(
    ({ pairing }, index) => index === ways.findIndex((way) => way.pairing.masks === pairing.masks),
  );
  const classes = different.filter(({ pairing }) => !showMasks(pairing.masks));
  const [first, second] = classes.length > 0 ? classes : different;
  if (!first) throw noPairs(photoFiles.filter(mayBePhoto), [], photoFiles);
  if (!second || first.pairing.pairs.length > second.pairing.pairs.length) return first.pairing;
  throw new TesseraError({
    code: 'bad-argument',
    message:
      `expected one kind of masks in ${paths[0]}, got several that fit the photos: ` +
      `${listed(different.map(({ by, pairing }) => `${by} (${pairing.masks})`))}`,
    hints: ['name the folders of the photos and of the masks: `tessera init --data <photos> <masks>`'],
  });
}

/** The first file of names that fits the masks; without any, names are made up. */
function bestMeaning(
  totals: MaskTotals,
  { classes, ignore, ...rest }: Omit<MeaningHints, 'names' | 'classes' | 'ignore'> & Answers,
  files: readonly NamesFile[],
): { readonly meaning: Meaning; readonly names?: NamesFile } {
  const hints: MeaningHints = { ...rest, ...(classes && { classes }), ...(ignore && { ignore }) };
  for (const names of classes ? [] : files) {
    const meaning = meaningOf(totals, { ...hints, names });
    if (!meaning.namesAreGuessed && meaning.found.some((line) => line.includes(names.path))) return { meaning, names };
  }
  return { meaning: meaningOf(totals, hints) };
}
