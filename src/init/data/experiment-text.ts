import type { DataGuess } from './data-guess.ts';
import { datasetYaml } from './dataset-yaml.ts';

export interface ExperimentNames {
  readonly name: string;
  /** Path of the file, as a person types it. */
  readonly file: string;
  /** The folder of the data, as the file names it. */
  readonly root: string;
  /** Path of the JSON Schema, relative to the file. */
  readonly schema: string;
}

/** About so many steps are enough to see whether a network learns. */
const STEPS = 600;

/** A whole experiment on this data, with comments: a small U-Net from scratch. */
export function experimentText(guess: DataGuess, { name, file, root, schema }: ExperimentNames): string {
  const { layout, unsure } = guess;
  const photos = layout.type === 'coco' ? layout.splits.reduce((sum, one) => sum + one.photos, 0) : layout.pairs;
  const batch = Math.max(1, Math.min(8, Math.floor(photos / 4)));
  const epochs = Math.min(60, Math.max(6, Math.ceil(STEPS / Math.max(1, (0.7 * photos) / batch))));
  const { bad } = layout;
  return [
    `# yaml-language-server: $schema=${schema}`,
    '#',
    `# Purpose: a first network on the photos of ${root}`,
    `# Command: npx tessera run ${file}`,
    '#          npx tessera preview shows photos, masks and augmentations; npx tessera plan says what would run',
    ...(unsure.length > 0 ? ['# Unsure:', ...unsure.map((line) => `#   - ${line}`)] : []),
    `name: ${name}`,
    'seed: 0',
    datasetYaml(guess, root),
    ...(bad.length > 0
      ? ['loader:', `  on_bad_sample: skip   # ${bad.map((line) => line.split(':')[0]).join('; ')}: the rest is used`]
      : []),
    'augmentations:          # of training samples only; photos and masks together',
    '  - {type: horizontal-flip, p: 0.5}',
    '  - {type: color-jitter, p: 0.5, brightness: 0.2, contrast: 0.2}',
    'model:',
    '  type: unet',
    '  encoder: {type: convnet, widths: [16, 32, 64, 128]}',
    '  # with few photos, an encoder that has seen ImageNet is better; a run downloads its weights once:',
    '  # encoder: {type: resnet18, weights: imagenet}',
    'loss: [{type: cross-entropy}, {type: dice}]',
    'metrics:',
    '  - {type: iou, average: macro}',
    '  - {type: iou, average: none}',
    'optimizer: {type: adam, lr: 1e-3}',
    'scheduler: {type: poly}',
    `train: {epochs: ${epochs}, batch_size: ${batch}, checkpoint_every: {epochs: ${epochs}}}`,
    '',
  ].join('\n');
}
