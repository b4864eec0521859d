import { resolve } from 'node:path';
import { TesseraError } from '../../../core/errors/index.ts';
import { listed } from '../../../core/listed.ts';
import type { SplitName } from '../../../data/dataset.ts';
import type { PairedFile } from '../../../data/files/pair-files.ts';
import { shareOf } from '../../../data/splits/share-of.ts';
import { splitNamed } from '../../../data/splits/split-named.ts';
import { divideSamples, type DivisionContext, type DivisionParams } from '../division.ts';
import { namesInList } from './names-in-list.ts';
import type { PhotoTable } from './photo-table.ts';
import { photoTables, placeOf, type FileParams, type PhotoTables } from './photo-tables.ts';
import { SPLIT_FIELD, type SplitParams } from './split-params.ts';

export interface ChosenSplits {
  readonly splits: Readonly<Record<SplitName, readonly PairedFile[]>>;
  readonly hasTest: boolean;
  /** The tables that photos were taken from. */
  readonly tables: readonly PhotoTable[];
}

/**
 * The photos of each split. What a split names comes first: its folder, pattern, list of pairs, or list of names; then
 * what `{split}` in a pattern or a column `split` names. `split` divides what training and validation have of their
 * own, or else all photos that are not in the test. If none of them says anything, `splits` has shares.
 * @throws TesseraError `file-missing`, `empty-split`, `missing-mask`, `bad-dataset`, `bad-value`
 */
export async function chooseSplits(params: FileParams, context: DivisionContext<PairedFile>): Promise<ChosenSplits> {
  const tables = photoTables(params);
  const choose = params.split ? divided(params.split, params, tables, context) : named(params, tables, context.seed);
  return { ...(await choose), tables: tables.opened() };
}

type Chosen = Omit<ChosenSplits, 'tables'>;

async function divided(
  division: DivisionParams,
  params: FileParams,
  tables: PhotoTables,
  context: DivisionContext<PairedFile>,
): Promise<Chosen> {
  const own = async (split: SplitName) => (isOwn(params.splits[split]) ? photosOf(split, params, tables) : undefined);
  const [train, val] = [await own('train'), await own('val')];
  const pool = train || val ? union(train ?? [], val ?? []) : (await tables.of('train')).pairs;
  const fixed = (await own('test')) ?? nothingIfEmpty(photosByField('test', tables));
  if (fixed && division.test !== undefined) {
    const message = 'expected one test split: the photos have one already, and `split.test` is a share for another';
    throw new TesseraError({ code: 'bad-value', path: 'dataset.split.test', message });
  }
  const tested = new Set(fixed?.map(({ image }) => image));
  const rest = pool.filter(({ image }) => !tested.has(image));
  const { test, ...trained } = await divideSamples(rest, division, context);
  return { splits: { ...trained, test: fixed ?? test }, hasTest: fixed !== undefined || division.test !== undefined };
}

async function named(params: FileParams, tables: PhotoTables, seed: number): Promise<Chosen> {
  const takeShare = sharesOf(params, seed);
  const choose = async (split: SplitName): Promise<readonly PairedFile[] | undefined> => {
    const spec = params.splits[split];
    if (spec || split !== 'test') await tables.of(split);
    const byField = isOwn(spec) ? undefined : photosByField(split, tables);
    if (byField) return split === 'test' ? nothingIfEmpty(byField) : byField;
    return spec && takeShare(split, await photosOf(split, params, tables));
  };
  const [train, val, test] = [await choose('train'), await choose('val'), await choose('test')];
  if (!train?.length || !val?.length) await assertNamed({ train, val }, tables);
  return { splits: { train: train ?? [], val: val ?? [], test: test ?? [] }, hasTest: test !== undefined };
}

/** Whether a split says itself which photos it has. */
function isOwn(spec: SplitParams | undefined): boolean {
  return spec !== undefined && [spec.images, spec.masks, spec.pairs, spec.list].some((key) => key !== undefined);
}

/** All photos of a split's place, or those that its list names. */
async function photosOf(
  split: SplitName,
  { root, splits }: FileParams,
  tables: PhotoTables,
): Promise<readonly PairedFile[]> {
  const table = await tables.of(split);
  const list = splits[split]?.list;
  if (list === undefined) return table.pairs;
  const names = await namesInList(resolve(root, list), table, split);
  return names.map((name) => table.find(name) ?? table.missing(name));
}

/** The photos, of a table that is open, whose `{split}` or column `split` is this one; undefined if it has neither. */
function photosByField(split: SplitName, tables: PhotoTables): readonly PairedFile[] | undefined {
  const { pairs } = tables.ifOpen(split) ?? { pairs: [] };
  if (pairs[0]?.fields[SPLIT_FIELD] === undefined) return undefined;
  return pairs.filter(({ fields }) => splitNamed(fields[SPLIT_FIELD] ?? '') === split);
}

/** Each photo once. */
function union(...lists: readonly (readonly PairedFile[])[]): PairedFile[] {
  return [...new Map(lists.flat().map((photo) => [photo.image, photo])).values()];
}

function nothingIfEmpty<T>(items: readonly T[] | undefined): readonly T[] | undefined {
  return items?.length === 0 ? undefined : items;
}

/** Shares of the same photos are consecutive parts of one random order. @throws TesseraError `bad-value` */
function sharesOf({ splits, ...params }: FileParams, seed: number) {
  const ends = new Map<string, number>();
  return (split: SplitName, photos: readonly PairedFile[]): readonly PairedFile[] => {
    const { share, list } = splits[split]!;
    if (share === undefined) return photos;
    const key = JSON.stringify([placeOf(split, { ...params, splits }), list]);
    const start = ends.get(key) ?? 0;
    const end = start + share;
    checkShares(end, split);
    ends.set(key, end);
    return shareOf(photos.length, start, end, seed).map((position) => photos[position]!);
  };
}

/** @throws TesseraError `bad-value` */
function checkShares(end: number, split: SplitName): void {
  // 0.7 + 0.15 + 0.15 is a little more than 1 in binary.
  if (end <= 1 + 1e-9) return;
  const path = `dataset.splits.${split}.share`;
  const message = `${path}: expected shares of the same photos to add up to at most 1, got ${end.toFixed(3)}`;
  throw new TesseraError({ code: 'bad-value', path, message });
}

/** @throws TesseraError `empty-split` if `{split}` or the column `split` names no training or no validation */
async function assertNamed(
  chosen: { readonly train: readonly PairedFile[] | undefined; readonly val: readonly PairedFile[] | undefined },
  tables: PhotoTables,
): Promise<void> {
  const { pairs } = await tables.of('train');
  const values = [...new Set(pairs.flatMap(({ fields }) => fields[SPLIT_FIELD] ?? []))].sort();
  const missing = chosen.train?.length ? 'val' : 'train';
  if (values.length === 0 && chosen[missing]) return;
  const got =
    values.length === 0 ? 'nothing that names splits' : `\`{split}\` or the column \`split\` is ${listed(values, 16)}`;
  throw new TesseraError({
    code: 'empty-split',
    path: 'dataset',
    message: `expected photos of the split \`${missing}\`, got ${got}`,
    hints: [
      'to divide the photos at random, write `split: {train: 0.8}`',
      'to name folders or lists, write `splits: {train: ..., val: ...}`',
    ],
  });
}
