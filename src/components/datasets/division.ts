import { z } from 'zod';
import { nearest, TesseraError } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { SplitName } from '../../data/dataset.ts';
import { isPattern, parsePattern, type PathPattern } from '../../data/files/path-pattern.ts';
import { divide } from '../../data/splits/divide.ts';
import type { Contradiction } from './class-names.ts';

const share = z.number().positive().max(1).optional();

export const divisionParam = z
  .strictObject({
    train: share.describe('Share of the photos for training.'),
    val: share.describe('Share for validation; by default what `train` and `test` leave.'),
    test: share.describe('Share for the test. Without it, there is no test split, unless the photos have one already.'),
    folds: z
      .int()
      .min(2)
      .optional()
      .describe('Divides the photos into this many parts of equal size, one of which is for validation.'),
    fold: z
      .int()
      .nonnegative()
      .optional()
      .describe(
        'Which of the folds is for validation, from 0 on. A sweep over `dataset.split.fold` is a cross validation.',
      ),
    group: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Photos that belong together, such as all of one patient, are in one split: the name of a wildcard in ' +
          '`images`, of a column in `pairs` or of a key of the photos of COCO, or a pattern of the names of ' +
          'samples, such as `{patient}_*`.',
      ),
    stratified: z
      .boolean()
      .default(false)
      .describe(
        'Whether each split gets its share of the photos with each class. The masks are read once for it ' +
          '(Sechidis et al. 2011).',
      ),
    seed: z.int().nonnegative().optional().describe("Seed of the division; by default the experiment's seed."),
  })
  .optional()
  .describe(
    'Divides the photos at random: by shares (`{train: 0.8}`) or into folds (`{folds: 5, fold: 0}`). A test ' +
      'split that the photos have already stays as it is.',
  );
export type DivisionParams = NonNullable<z.output<typeof divisionParam>>;

/** Keys of a division that contradict each other. */
export function divisionContradictions({ train, val, test, folds, fold }: DivisionParams): Contradiction[] {
  const at = (key: string, message: string): Contradiction => ({ path: ['split', key], message });
  if (folds === undefined) {
    if (train === undefined) return [{ path: ['split'], message: 'expected `train`, a share, or `folds` and `fold`' }];
    if (fold !== undefined) return [at('fold', 'expected `folds` beside `fold`, the number of folds')];
    const sum = train + (val ?? 0) + (test ?? 0);
    if (sum > 1 + TINY) return [at('train', `expected shares that add up to at most 1, got ${sum.toFixed(3)}`)];
    if (val === undefined && sum > 1 - TINY)
      return [at('train', 'expected shares that leave some photos for validation, got none')];
    return [];
  }
  const other = train === undefined ? (val === undefined ? undefined : 'val') : 'train';
  if (other !== undefined) return [at(other, `expected \`folds\` or \`${other}\`, got both`)];
  if (fold === undefined) return [at('folds', `expected \`fold\` beside \`folds\`, from 0 to ${folds - 1}`)];
  if (fold >= folds) return [at('fold', `expected a fold from 0 to ${folds - 1}, got ${fold}`)];
  return test === 1 ? [at('test', 'expected a share that leaves photos for the folds, got 1')] : [];
}

/** Shares such as 0.7 + 0.15 + 0.15 are a little more than 1 in binary. */
const TINY = 1e-9;

/** A photo that a division puts in a split. */
export interface Divisible {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface DivisionContext<T> {
  readonly seed: number;
  /** The labels in each mask; read if the division is stratified. */
  readonly labelsOf: (photos: readonly T[]) => Promise<readonly (readonly number[])[]>;
  /** What a name in `group` names, where it isn't a wildcard or a column. */
  readonly groups?: string;
}

/**
 * The photos of each split, in their order.
 * @throws TesseraError `bad-value` if photos have no such group, `empty-split` if there are too few of them
 */
export async function divideSamples<T extends Divisible>(
  photos: readonly T[],
  division: DivisionParams,
  { seed, labelsOf, groups: named }: DivisionContext<T>,
): Promise<Record<SplitName, T[]>> {
  const { group, stratified, folds, fold = 0, train = 0, test = 0, val = 1 - train - test } = division;
  const shares = folds === undefined ? [train, val] : Array.from({ length: folds }, () => (1 - test) / folds);
  const groups = group === undefined ? undefined : groupsOf(photos, group, named);
  const parts = divide(photos.length, {
    shares: test > 0 ? [...shares, test] : shares,
    seed: division.seed ?? seed,
    groups,
    labels: stratified ? await labelsOf(photos) : undefined,
  });
  if (parts.some((part) => part.length === 0))
    throw tooFew(parts.length, photos.length, groups && new Set(groups).size);
  const pick = (positions: readonly number[]) => positions.map((position) => photos[position]!);
  const inFold = (index: number) => index === (folds === undefined ? 1 : fold);
  const trained = parts.slice(0, shares.length).filter((_, index) => !inFold(index));
  return {
    train: pick(trained.flat().sort((a, b) => a - b)),
    val: pick(parts.find((_, index) => inFold(index))!),
    test: pick(test > 0 ? parts.at(-1)! : []),
  };
}

/** @throws TesseraError `bad-value` */
function groupsOf(
  photos: readonly Divisible[],
  group: string,
  named = 'a wildcard in `images` or of a column in `pairs`',
): string[] {
  const path = 'dataset.split.group';
  const pattern = isPattern(group) ? parsePattern(group) : undefined;
  const known = Object.keys(photos[0]?.fields ?? {});
  if (!pattern && !known.includes(group)) {
    const near = nearest(group, known);
    const message = `expected the name of ${named}, got \`${group}\``;
    const names =
      known.length === 0 ? 'there is none; `{patient}` in `images` is one' : `there are ${listed(known, 16)}`;
    throw new TesseraError({ code: 'bad-value', path, message, hints: [near ? `did you mean \`${near}\`?` : names] });
  }
  const found = photos.map(({ name, fields }) => (pattern ? groupInName(pattern, name) : fields[group]));
  const without = photos.filter((_, index) => (found[index] ?? '') === '').map(({ name }) => name);
  if (without.length === 0) return found as string[];
  const message = `expected every photo to have a group, \`${group}\`, got ${listed(without)} without`;
  throw new TesseraError({ code: 'bad-value', path, message });
}

/** What the wildcards with a name stand for; if none has one, what all stand for. */
function groupInName({ wildcards, match }: PathPattern, name: string): string | undefined {
  const hasNames = wildcards.some((wildcard) => wildcard.name !== undefined);
  const parts = match(name)?.parts.filter((_, index) => !hasNames || wildcards[index]!.name !== undefined);
  return parts?.join('/');
}

function tooFew(parts: number, photos: number, groups: number | undefined): TesseraError {
  const what = groups === undefined ? `${photos} photos` : `${photos} photos in ${groups} groups`;
  const message = `expected a photo in each of ${parts} parts, got ${what}`;
  const hints = groups !== undefined && groups < parts ? ['a group is never divided: take fewer parts'] : [];
  return new TesseraError({ code: 'empty-split', path: 'dataset.split', message, hints });
}
