import { resolve } from 'node:path';
import { cacheFolder } from '../../core/cache-folder.ts';
import { nearest, TesseraError } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { Dataset, SplitName } from '../../data/dataset.ts';
import { policiesOf } from '../../data/resize/placing.ts';
import type { ImageSize, SampleSource } from '../../data/sample.ts';
import { photoSizes } from '../../data/sources/photo-sizes.ts';
import { subset } from '../../data/sources/subset.ts';
import { tiledSource } from '../../data/sources/tiled-source.ts';
import { shareOf } from '../../data/splits/share-of.ts';
import type { BuildContext } from '../../registry/index.ts';
import type { CommonParams } from './params.ts';

/**
 * Completes a dataset by the keys that all datasets have. @throws TesseraError `bad-value`, or as reading photos does
 */
export async function finishDataset(
  { classes, splits, ...rest }: Pick<Dataset, 'classes' | 'splits' | 'hasTest' | 'files' | 'explainValues'>,
  { image_size, resize, evaluate_at, interpolation, storage, tiles, allow_empty, fraction, sampling }: CommonParams,
  context: BuildContext,
): Promise<Dataset> {
  const [height, width] = typeof image_size === 'number' ? [image_size, image_size] : image_size;
  const imageSize = { height, width };
  const used = fraction < 1 ? { ...splits, train: shareOfSource(splits.train, fraction, context.seed) } : splits;
  const cut = tiles ? await cutSplits(used, imageSize, tiles.overlap, context) : used;
  return {
    ...rest,
    classes: mayBeEmpty(classes, allow_empty),
    splits: cut,
    imageSize,
    resize: policiesOf(resize),
    evaluateAt: evaluate_at,
    interpolation,
    storage: await context.build('storage', storage),
    ...(sampling && { sampling: { repeatThreshold: sampling.repeat_threshold } }),
  };
}

/** At least one sample. */
function shareOfSource(source: SampleSource, fraction: number, seed: number): SampleSource {
  const positions = shareOf(source.length, 0, fraction, seed);
  return subset(source, positions.length > 0 ? positions : shareOf(source.length, 0, 1 / source.length, seed));
}

/** @throws TesseraError `bad-value` for a name that no class has */
function mayBeEmpty(classes: Dataset['classes'], allowed: readonly string[]): Dataset['classes'] {
  const names = classes.map(({ name }) => name);
  const unknown = allowed.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const path = 'dataset.allow_empty';
    const near = nearest(unknown[0]!, names);
    const message = `${path}: expected names of classes, got ${listed(unknown)}`;
    const hints = [near ? `did you mean \`${near}\`?` : `the classes: ${listed(names, 16)}`];
    throw new TesseraError({ code: 'bad-value', path, message, hints });
  }
  return classes.map((each) => (allowed.includes(each.name) ? { ...each, allowEmpty: true } : each));
}

async function cutSplits(
  splits: Dataset['splits'],
  size: ImageSize,
  overlap: number,
  { workingDirectory }: BuildContext,
): Promise<Dataset['splits']> {
  const most = Math.min(size.height, size.width) - 1;
  if (overlap > most) {
    throw new TesseraError({
      code: 'bad-value',
      path: 'dataset.tiles.overlap',
      message: `dataset.tiles.overlap: expected at most ${most}, less than a tile, got ${overlap}`,
    });
  }
  const cut = async (split: SplitName) => {
    const sizes = await photoSizes(splits[split], resolve(workingDirectory, cacheFolder));
    return tiledSource(splits[split], sizes, { size, overlap, countOnce: split !== 'train' });
  };
  return { train: await cut('train'), val: await cut('val'), test: await cut('test') };
}
