import type { SplitName } from '../../../data/dataset.ts';
import type { PhotoPair } from '../../../data/sources/photo-pairs.ts';
import type { Divisible } from '../division.ts';
import type { Contradiction } from '../class-names.ts';
import { divideSamples, divisionContradictions, type DivisionParams } from '../division.ts';

/** A photo with what the instances file says of it besides its annotations. */
export interface CocoPhoto extends PhotoPair, Divisible {}

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
  readonly open: (place: InstancesPlace, key: string) => Promise<readonly CocoPhoto[]>;
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
): Promise<{ readonly splits: Readonly<Record<SplitName, readonly CocoPhoto[]>>; readonly hasTest: boolean }> {
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
  const divided = await divideSamples(photos, split, {
    seed,
    labelsOf,
    groups: 'a key of the photos in the instances file',
  });
  return {
    splits: { ...divided, test: test ?? divided.test },
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
  return found;
}
