import { join, parse, resolve } from 'node:path';
import { z } from 'zod';
import { labelMap, readInstances, type Instance, type Instances } from '../../data/annotations/coco/instances.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { splitNames, type Dataset, type SplitName } from '../../data/dataset.ts';
import type { SampleSource } from '../../data/sample.ts';
import { nearest, TesseraError, type Problem } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { finishDataset } from './finish-dataset.ts';
import { colorParam, commonParams } from './params.ts';

const splitParam = z.strictObject({
  images: z.string().describe('Folder of the photos.'),
  annotations: z.string().describe('Instances file, such as `annotations/instances_val2017.json`.'),
});

const classParam = z.strictObject({
  name: z.string().min(1),
  color: colorParam.optional().describe("RGB; by default Pascal VOC's colour of this index."),
  categories: z
    .array(z.string())
    .optional()
    .describe('COCO categories of this class; by default the category with the name of the class.'),
});

export const coco = defineComponent({
  kind: 'dataset',
  type: 'coco',
  description:
    'COCO instances (polygons and run lengths), painted as label maps. Crowds are ignored; all other pixels are class 0.',
  params: (slot) =>
    z.strictObject({
      root: z.string().min(1).describe('Folder to which the other paths are relative.'),
      splits: z
        .strictObject({ train: splitParam, val: splitParam, test: splitParam })
        .describe('Photos and instances file of each split.'),
      classes: z.array(classParam).min(2).max(255).describe('Class 0, the background, first.'),
      only_annotated: z.boolean().default(true).describe('Leave out photos without an instance of any class.'),
      ...commonParams(slot),
    }),
  async build(params, context): Promise<Dataset> {
    const root = resolve(context.workingDirectory, params.root);
    const source = async (split: SplitName): Promise<SampleSource> => {
      const { images, annotations } = params.splits[split];
      const instances = await readInstances(join(root, annotations), `dataset.splits.${split}.annotations`);
      return photoPairs(pairs(instances, join(root, images), join(root, annotations), params));
    };
    const [train, val, test] = await Promise.all(splitNames.map(source));
    const splits = { train: train!, val: val!, test: test! };
    return finishDataset({ classes: withColors(params.classes), splits }, params, context);
  },
  outline: ({ classes }) => ({ classes: withColors(classes), downloads: [] }),
});

interface CocoParams {
  readonly classes: readonly z.output<typeof classParam>[];
  readonly only_annotated: boolean;
}

function pairs(
  instances: Instances,
  folder: string,
  file: string,
  { classes, only_annotated }: CocoParams,
): PhotoPair[] {
  const classOf = classByCategory(instances.categories, classes);
  const byImage = new Map<number, Instance[]>();
  for (const instance of instances.annotations) {
    if (classOf.has(instance.category_id))
      byImage.set(instance.image_id, [...(byImage.get(instance.image_id) ?? []), instance]);
  }
  return instances.images
    .filter(({ id }) => !only_annotated || byImage.has(id))
    .map((image) => ({
      name: parse(image.file_name).name,
      imageFile: join(folder, image.file_name),
      labels: {
        file,
        settings: JSON.stringify([image.id, ...classOf]),
        read: async () => labelMap(image, byImage.get(image.id) ?? [], classOf),
      },
    }));
}

/** @throws TesseraError `bad-value` for every category that the file lacks */
function classByCategory(
  categories: Instances['categories'],
  classes: CocoParams['classes'],
): ReadonlyMap<number, number> {
  const idOf = new Map(categories.map(({ id, name }) => [name, id]));
  const classOf = new Map<number, number>();
  const problems: Problem[] = [];
  classes.forEach(({ name, categories: own }, index) => {
    for (const category of own ?? (index === 0 ? [] : [name])) {
      const id = idOf.get(category);
      if (id === undefined) problems.push(unknownCategory(category, index, idOf.keys()));
      else classOf.set(id, index);
    }
  });
  if (problems.length > 0) throw new TesseraError(problems);
  return classOf;
}

function unknownCategory(category: string, index: number, known: Iterable<string>): Problem {
  const names = [...known];
  const near = nearest(category, names);
  return {
    code: 'bad-value',
    path: `dataset.classes.${index}`,
    message: `expected a category of the instances file, got \`${category}\``,
    hints: [near ? `did you mean \`${near}\`?` : `its categories: ${names.map((name) => `\`${name}\``).join(', ')}`],
  };
}
