import { z } from 'zod';
import type { ClassInfo, Dataset, SplitName } from '../../data/dataset.ts';
import type { ImageSize, Sample, SampleSource } from '../../data/sample.ts';
import { renderScene } from '../../data/sources/shapes/render.ts';
import { drawScene } from '../../data/sources/shapes/scene.ts';
import { createRandom } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { finishDataset } from './finish-dataset.ts';
import { commonParams } from './params.ts';

/** Which objects an image has is drawn at random, so a few images may lack a class. */
const classes: readonly ClassInfo[] = [
  { name: 'background', color: [0, 0, 0], allowEmpty: true },
  { name: 'disc', color: [255, 127, 14], allowEmpty: true },
  { name: 'box', color: [31, 119, 180], allowEmpty: true },
];

const samples = z.int().nonnegative();

interface PictureOptions {
  readonly difficulty: number;
  readonly noise: number;
  readonly border: number;
}

export const shapes = defineComponent({
  kind: 'dataset',
  type: 'shapes',
  description:
    'Generated images of striped discs and checked boxes on a smooth background, with an ignored band around ' +
    'each object.',
  example: { image_size: 64 },
  params: (slot) =>
    z.strictObject({
      train: samples.default(256).describe('Number of training samples.'),
      val: samples.default(64).describe('Number of validation samples.'),
      test: samples.default(64).describe('Number of test samples.'),
      difficulty: z
        .number()
        .min(0)
        .max(1)
        .default(0.8)
        .describe('From 0 (each class has its own colours) to 1 (classes differ in texture and outline only).'),
      noise: z.number().nonnegative().default(16).describe('The most levels by which the noise changes a pixel.'),
      border: z.number().nonnegative().default(1).describe('Ignored pixels on either side of an edge.'),
      seed: z.int().nonnegative().optional().describe("Seed of the samples; by default the experiment's seed."),
      ...commonParams(slot),
    }),
  async build(params, context): Promise<Dataset> {
    const { image_size: size } = params;
    const [height, width] = typeof size === 'number' ? [size, size] : size;
    const seed = params.seed ?? context.seed;
    const split = (name: SplitName): SampleSource => ({
      length: params[name],
      name: (index) => pictureName(name, index),
      read: async (index) => picture(seed, name, index, { height, width }, params),
    });
    return finishDataset(
      { classes, splits: { train: split('train'), val: split('val'), test: split('test') } },
      params,
      context,
    );
  },
  outline: () => ({ classes, downloads: [] }),
});

/** Makes a sample. The result depends on the arguments only. */
function picture(seed: number, split: SplitName, index: number, size: ImageSize, options: PictureOptions): Sample {
  const random = createRandom(seed, 'shapes', split, index);
  const scene = drawScene(size, options.difficulty, random);
  return renderScene(pictureName(split, index), size, scene, options, random);
}

function pictureName(split: SplitName, index: number): string {
  return `${split}-${String(index).padStart(4, '0')}`;
}
