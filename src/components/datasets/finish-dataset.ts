import { resolve } from 'node:path';
import { TesseraError } from '../../core/errors/index.ts';
import type { Dataset, SplitName } from '../../data/dataset.ts';
import type { ImageSize } from '../../data/sample.ts';
import { photoSizes } from '../../data/sources/photo-sizes.ts';
import { tiledSource } from '../../data/sources/tiled-source.ts';
import type { BuildContext } from '../../registry/index.ts';
import type { CommonParams } from './params.ts';

/**
 * Completes a dataset by the keys that all datasets have. @throws TesseraError `bad-value`, or as reading photos does
 */
export async function finishDataset(
  { classes, splits }: Pick<Dataset, 'classes' | 'splits'>,
  { image_size, interpolation, storage, tiles }: CommonParams,
  context: BuildContext,
): Promise<Dataset> {
  const [height, width] = typeof image_size === 'number' ? [image_size, image_size] : image_size;
  const imageSize = { height, width };
  const cut = tiles ? await cutSplits(splits, imageSize, tiles.overlap, context) : splits;
  return { classes, splits: cut, imageSize, interpolation, storage: await context.build('storage', storage) };
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
    const sizes = await photoSizes(splits[split], resolve(workingDirectory, '.cache/tessera'));
    return tiledSource(splits[split], sizes, { size, overlap, countOnce: split !== 'train' });
  };
  return { train: await cut('train'), val: await cut('val'), test: await cut('test') };
}
