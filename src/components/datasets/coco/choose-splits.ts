import type { SplitName } from '../../../data/dataset.ts';
import { isPattern } from '../../../data/files/path-pattern.ts';
import type { PhotoPair } from '../../../data/sources/photo-pairs.ts';
import type { Contradiction } from '../class-names.ts';
import { divideSamples, divisionContradictions, type DivisionParams } from '../division.ts';

/** A folder of photos and the file that describes them. */
export interface InstancesPlace {
  readonly images: string;
  readonly annotations: string;
}

export interface CocoSplitParams {
  readonly images: string;
  readonly annotations?: string | undefined;
  readonly splits?: Readonly<Partial<Record<SplitName, InstancesPlace | undefined>>> | undefined;
  readonly split?: DivisionParams | undefined;
}

export interface CocoSplitContext {
  readonly seed: number;
  /** The photos of a place. `key` is the configuration key that names its file. */
  readonly open: (place: InstancesPlace, key: string) => Promise<readonly PhotoPair[]>;
  readonly labelsOf: (pairs: readonly PhotoPair[]) => Promise<readonly (readonly number[])[]>;
}

/**
 * The photos of each split: those of its own file, or a part of those that `split` divides, which are those of training
 * and validation, or else of the one file that describes all.
 * @throws TesseraError as reading instances and dividing do
 */
export async function chooseCocoSplits(
  { images, annotations, splits = {}, split }: CocoSplitParams,
  { seed, open, labelsOf }: CocoSplitContext,
): Promise<{ readonly splits: Readonly<Record<SplitName, readonly PhotoPair[]>>; readonly hasTest: boolean }> {
  const own = async (name: SplitName) => {
    const place = splits[name];
    return place && open(place, `dataset.splits.${name}.annotations`);
  };
  const [train, val, test] = [await own('train'), await own('val'), await own('test')];
  if (!split) return { splits: { train: train ?? [], val: val ?? [], test: test ?? [] }, hasTest: test !== undefined };
  const whole =
    train || val || annotations === undefined ? [] : await open({ images, annotations }, 'dataset.annotations');
  const tested = new Set(test?.map(({ imageFile }) => imageFile));
  const all = [...(train ?? []), ...(val ?? []), ...whole].filter(({ imageFile }) => !tested.has(imageFile));
  const photos = [...new Map(all.map((pair) => [pair.imageFile, pair])).values()];
  const divided = await divideSamples(
    photos.map((pair) => ({ name: pair.name, fields: {}, pair })),
    split,
    { seed, labelsOf: (some) => labelsOf(some.map(({ pair }) => pair)) },
  );
  const pairsOf = (name: SplitName) => divided[name].map(({ pair }) => pair);
  return {
    splits: { train: pairsOf('train'), val: pairsOf('val'), test: test ?? pairsOf('test') },
    hasTest: test !== undefined || split.test !== undefined,
  };
}

/** Splits that nothing names, and divisions that contradict themselves. */
export function cocoContradictions({ annotations, splits = {}, split }: CocoSplitParams): Contradiction[] {
  if (!split) {
    const missing = (['train', 'val'] as const).filter((name) => splits[name] === undefined);
    return missing.map((name) => ({
      path: ['splits'],
      message: `expected \`${name}\` in \`splits\`, or \`annotations\` and \`split\`, which divides its photos`,
    }));
  }
  const found = divisionContradictions(split);
  if (annotations === undefined && !splits.train && !splits.val)
    found.push({ path: ['annotations'], message: 'expected the instances file whose photos `split` divides' });
  if (splits.test && split.test !== undefined)
    found.push({ path: ['split', 'test'], message: 'expected one test split, `splits.test` or `split.test`' });
  if (split.group !== undefined && !isPattern(split.group)) {
    const message = `expected a pattern of the photos' names such as \`{patient}_*\`, got \`${split.group}\``;
    found.push({ path: ['split', 'group'], message });
  }
  return found;
}
