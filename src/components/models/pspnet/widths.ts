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

/** Index of the encoder's level with this stride. @throws TesseraError `bad-value` if there is none */
export function levelAt(levels: readonly FeatureLevel[], stride: number): number {
  const index = levels.findIndex((level) => level.stride === stride);
  if (index >= 0) return index;
  throw new TesseraError({
    code: 'bad-value',
    path: 'model.encoder',
    message: `pspnet needs an encoder with a feature of stride ${stride}; this one has strides ${levels.map((level) => level.stride).join(', ')}`,
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
