import { TesseraError } from '../core/errors/index.ts';
import type { Dataset } from '../data/dataset.ts';
import type { ImageSize } from '../data/sample.ts';
import { augmentSample } from '../data/transforms/augment.ts';
import type { SplitSurvey } from '../data/survey/survey.ts';
import { createRandom } from '../core/random.ts';
import type { Augmentation } from '../registry/index.ts';

export type TrainingShape = Pick<Dataset, 'imageSize' | 'resize'>;

/** Whether photos of some split are resized to `image_size`, which the network then has to take. */
export function isResized({ resize }: TrainingShape): boolean {
  return !resize || Object.values(resize).some((policy) => policy !== 'none');
}

/**
 * The size of every training sample after augmentation, tried with samples of zeros. Undefined if it depends on the
 * photos, which keep their sizes.
 */
export function trainingSize(
  { imageSize, resize }: TrainingShape,
  augmentations: readonly Augmentation[],
  seed: number,
): ImageSize | undefined {
  const size = augmentedSize(imageSize, augmentations, seed);
  if (resize?.train !== 'none') return size;
  const { height, width } = augmentedSize(larger(imageSize), augmentations, seed);
  return size.height === height && size.width === width ? size : undefined;
}

/**
 * Batches of training need samples of one size.
 * @param survey of the training split; without the sizes of photos nothing is checked
 * @throws TesseraError `bad-size`
 */
export function checkOneSize(
  survey: Pick<SplitSurvey, 'smallest' | 'largest'> | undefined,
  shape: TrainingShape,
  augmentations: readonly Augmentation[],
  seed: number,
): void {
  const { smallest, largest } = survey ?? {};
  if (!smallest || !largest || trainingSize(shape, augmentations, seed)) return;
  if (smallest.height === largest.height && smallest.width === largest.width) return;
  const text = ({ height, width }: ImageSize) => `${height} x ${width}`;
  const { height, width } = shape.imageSize;
  const size = height === width ? `${height}` : `[${height}, ${width}]`;
  throw new TesseraError({
    code: 'bad-size',
    path: 'dataset.resize',
    message:
      `expected training samples of one size; with \`resize: none\` photos keep theirs, from ${text(smallest)} ` +
      `to ${text(largest)}, and no augmentation crops them`,
    hints: [
      `end \`augmentations\` with a crop, such as \`{type: random-crop, size: ${size}}\``,
      'another `resize`, such as `cover` or `fit`, gives all photos one size',
    ],
  });
}

function larger({ height, width }: ImageSize): ImageSize {
  return { height: 2 * height + 1, width: 2 * width + 3 };
}

function augmentedSize({ height, width }: ImageSize, augmentations: readonly Augmentation[], seed: number): ImageSize {
  const pixels = height * width;
  const blank = { name: 'blank', height, width, image: new Uint8Array(pixels * 3), mask: new Uint8Array(pixels) };
  const { height: high, width: wide } = augmentSample(blank, augmentations, createRandom(seed, 'preflight'));
  return { height: high, width: wide };
}
