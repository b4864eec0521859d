import { z } from 'zod';
import type { ClassInfo, Dataset, SplitName } from '../../data/dataset.ts';
import type { ImageSize, Sample, SampleSource } from '../../data/sample.ts';
import { renderScene } from '../../data/sources/shapes/render.ts';
import { drawScene } from '../../data/sources/shapes/scene.ts';
import { createRandom } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { finishDataset } from './finish-dataset.ts';
import { commonParams } from './params.ts';

const classes: readonly ClassInfo[] = [
  { name: 'background', color: [0, 0, 0] },
  { name: 'disc', color: [255, 127, 14] },
  { name: 'box', color: [31, 119, 180] },
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
    'Made pictures of striped discs and checked boxes on a smooth background, with an ignored band round each object.',
  params: (slot) =>
    z.strictObject({
      train: samples.default(256).describe('Number of training pictures.'),
      val: samples.default(64).describe('Number of validation pictures.'),
      test: samples.default(64).describe('Number of test pictures.'),
      difficulty: z
        .number()
        .min(0)
        .max(1)
        .default(0.8)
        .describe('From 0, where each class has its own colours, to 1, where only textures and outlines tell.'),
      noise: z.number().nonnegative().default(16).describe('Levels by which each pixel may be off.'),
      border: z.number().nonnegative().default(1).describe('Pixels ignored on either side of an edge.'),
      seed: z.int().nonnegative().optional().describe("Which pictures are made; by default the experiment's seed."),
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

/** A pure function of its arguments. */
function picture(seed: number, split: SplitName, index: number, size: ImageSize, options: PictureOptions): Sample {
  const random = createRandom(seed, 'shapes', split, index);
  const scene = drawScene(size, options.difficulty, random);
  return renderScene(pictureName(split, index), size, scene, options, random);
}

function pictureName(split: SplitName, index: number): string {
  return `${split}-${String(index).padStart(4, '0')}`;
}
