import { TesseraError } from '../../../core/errors/index.ts';
import type { FeatureLevel } from '../../../registry/index.ts';

/**
 * The decoder's default output channels: a quarter of the stride-8 feature's channels, but at least 64, or a third of
 * the channels if that is less than 64. 512 channels (ResNeXt-50) give 128, and 192 (MobileNetV1 0.75) give 64.
 */
export function defaultOutChannels(mainChannels: number): number {
  const third = Math.max(1, Math.floor(mainChannels / 3));
  return Math.max(Math.floor(mainChannels / 4), Math.min(64, third));
}

/**
 * Indices of the encoder's first level of stride 8 and of its level of stride 32. An encoder whose strides are replaced
 * by dilation has none of stride 32; its last level then sees as much.
 * @throws TesseraError `bad-value` if there is no level of stride 8, or none after it
 */
export function levelsOfPspNet(levels: readonly Pick<FeatureLevel, 'stride'>[]): [main: number, supp: number] {
  const strides = levels.map(({ stride }) => stride);
  const main = strides.indexOf(8);
  const supp = strides.includes(32) ? strides.indexOf(32) : strides.length - 1;
  if (main >= 0 && supp > main) return [main, supp];
  throw new TesseraError({
    code: 'bad-value',
    path: 'model.encoder',
    message:
      'pspnet needs an encoder with a feature of stride 8 and a coarser one, of stride 32; this one has strides ' +
      `${strides.join(', ')}`,
    hints: ['use an encoder that has it, such as mobilenet_v1, or another model, such as unet'],
  });
}

/** @throws TesseraError `bad-value` unless the number of bins divides the channels */
export function checkBins(mainChannels: number, bins: readonly number[]): void {
  if (mainChannels % bins.length === 0) return;
  throw new TesseraError({
    code: 'bad-value',
    path: 'model.bins',
    message: `the number of bins must divide the stride-8 feature's ${mainChannels} channels; got ${bins.length} bins`,
    hints: ['give another number of bins, such as [1, 2, 3, 6]'],
  });
}
