import { messageOf, nearest } from '../../../core/errors/index.ts';
import { splitNames, type SplitName } from '../../../data/dataset.ts';
import { correspond } from '../../../data/files/correspondence.ts';
import { isPattern, parsePattern } from '../../../data/files/path-pattern.ts';
import type { Contradiction } from '../class-names.ts';
import { divisionContradictions } from '../division.ts';
import { placeOf, type FileParams } from './photo-tables.ts';
import { areByDefault, SPLIT_FIELD } from './split-params.ts';

export type PathParams = Omit<FileParams, 'root' | 'columns' | 'image_suffix' | 'mask_suffix'> & {
  readonly split_seed?: number | undefined;
};

/** What is wrong with patterns and splits, found without reading files. */
export function pathContradictions(params: PathParams): Contradiction[] {
  const { split } = params;
  const wrong = splitNames.flatMap((name) => patternContradictions(name, params));
  const unique = [...new Map(wrong.map((one) => [`${one.path.join('.')} ${one.message}`, one])).values()];
  if (unique.length > 0) return unique;
  const division = split ? [...divisionContradictions(split), ...groupContradictions(params)] : [];
  return [...division, ...splitContradictions(params)];
}

function patternContradictions(split: SplitName, params: PathParams): Contradiction[] {
  const place = placeOf(split, params);
  if ('pairs' in place) return [];
  const { images, masks, keys } = place;
  const pathOf = (key: string) => key.split('.').slice(1);
  const attempt = (key: string, expected: string, check: () => unknown): Contradiction[] => {
    try {
      check();
      return [];
    } catch (error) {
      return [{ path: pathOf(key), message: `expected ${expected}: ${messageOf(error)}` }];
    }
  };
  const pattern = 'a pattern such as `*/*_mask.png`';
  const wrong = [
    ...(isPattern(images) ? attempt(keys.images, pattern, () => parsePattern(images)) : []),
    ...(isPattern(masks) ? attempt(keys.masks, pattern, () => parsePattern(masks)) : []),
  ];
  if (wrong.length > 0 || !isPattern(images) || !isPattern(masks)) return wrong;
  if (images === masks)
    return [{ path: pathOf(keys.masks), message: 'expected a pattern of its own, got that of the photos' }];
  const several = params.mask_format === 'objects';
  return attempt(keys.masks, 'wildcards that stand for the same as those of the photos', () =>
    correspond(parsePattern(images), parsePattern(masks), several),
  );
}

/** Whether `split` or `{split}` in a pattern takes the place of the shares that `splits` has by default. */
export function isDividedOtherwise(params: PathParams): boolean {
  return areByDefault(params.splits) && (params.split !== undefined || namesSplits(params));
}

function namesSplits(params: PathParams): boolean {
  return splitNames.some((name) => {
    const place = placeOf(name, params);
    return 'images' in place && wildcardsOf(place.images).includes(SPLIT_FIELD);
  });
}

/** A group that no wildcard has. Columns are known when the list is read. */
function groupContradictions(params: PathParams): Contradiction[] {
  const group = params.split?.group;
  if (group === undefined) return [];
  const path = ['split', 'group'];
  if (isPattern(group)) {
    try {
      parsePattern(group);
      return [];
    } catch (error) {
      return [{ path, message: `expected a pattern such as \`{patient}_*\`: ${messageOf(error)}` }];
    }
  }
  const places = splitNames.map((split) => placeOf(split, params));
  if (places.some((place) => 'pairs' in place)) return [];
  const names = places.flatMap((place) => wildcardsOf('pairs' in place ? '' : place.images));
  if (names.includes(group)) return [];
  const near = nearest(group, names);
  const meant =
    near === undefined ? '; `{patient}` in `images` is a wildcard with a name' : `; did you mean \`${near}\`?`;
  return [{ path, message: `expected the name of a wildcard in \`images\`, got \`${group}\`${meant}` }];
}

function wildcardsOf(text: string): string[] {
  return isPattern(text) ? parsePattern(text).wildcards.flatMap(({ name }) => name ?? []) : [];
}

/** Shares beside what takes their place, two seeds, and splits that nothing names. */
function splitContradictions(params: PathParams): Contradiction[] {
  const { split, splits, split_seed: seed, pairs } = params;
  const hasField = namesSplits(params);
  const instead = split ? '`split`' : hasField ? '`{split}` in `images`' : undefined;
  const shares = areByDefault(splits) ? [] : splitNames.filter((name) => splits[name]?.share !== undefined);
  const found =
    instead === undefined
      ? []
      : shares.map((name): Contradiction => ({
          path: ['splits', name, 'share'],
          message: `expected no share beside ${instead}, which divides the photos; write \`split: {train: 0.8}\``,
        }));
  if (split && seed !== undefined)
    found.push({ path: ['split_seed'], message: 'expected the seed of `split` in it: `split: {seed: ...}`' });
  if (split || hasField || pairs !== undefined) return found;
  const missing = (['train', 'val'] as const).filter((name) => splits[name] === undefined);
  return [
    ...found,
    ...missing.map((name) => ({
      path: ['splits'],
      message: `expected \`${name}\` in \`splits\`, or \`split\`, which divides the photos`,
    })),
  ];
}
