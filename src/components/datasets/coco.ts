import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { accountPhotos } from '../../data/annotations/coco/account-photos.ts';
import { readInstances, type Instance, type Instances } from '../../data/annotations/coco/instances.ts';
import { labelMap } from '../../data/annotations/coco/label-map.ts';
import { photoPaths } from '../../data/annotations/coco/photo-paths.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { splitNames, type Dataset, type SplitName } from '../../data/dataset.ts';
import { listed } from '../../core/listed.ts';
import { nearest, TesseraError, type Problem } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { sharedNames, type Contradiction } from './class-names.ts';
import { finishDataset } from './finish-dataset.ts';
import { colorParam, commonParams, maskOrientationParam } from './params.ts';

const splitParam = z.strictObject({
  images: z.string().describe('Folder of the photos.'),
  annotations: z.string().describe('Instances file, such as `annotations/instances_val2017.json`.'),
});

const classParam = z.strictObject({
  name: z.string().min(1).describe('Name of the class, in tables and logs.'),
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
  example: {
    root: 'data/coco',
    splits: {
      train: { images: 'train2017', annotations: 'annotations/instances_train2017.json' },
      val: { images: 'val2017', annotations: 'annotations/instances_val2017.json' },
      test: { images: 'val2017', annotations: 'annotations/instances_val2017.json' },
    },
    classes: [{ name: 'background' }, { name: 'person' }],
    image_size: 256,
  },
  params: (slot) =>
    z
      .strictObject({
        root: z.string().min(1).describe('Folder to which the other paths are relative.'),
        splits: z
          .strictObject({ train: splitParam, val: splitParam, test: splitParam })
          .describe('Photos and instances file of each split.'),
        classes: z.array(classParam).min(2).max(255).describe('Class 0, the background, first.'),
        only_annotated: z.boolean().default(true).describe('Leave out photos without an instance of any class.'),
        mask_orientation: maskOrientationParam,
        ...commonParams(slot),
      })
      .superRefine(({ classes }, { addIssue }) => {
        for (const { path, message } of [...sharedNames(classes), ...sharedCategories(classes)])
          addIssue({ code: 'custom', path, message });
      }),
  async build(params, context): Promise<Dataset> {
    const root = resolve(context.workingDirectory, params.root);
    const read = async (split: SplitName): Promise<SplitPhotos> => {
      const { images, annotations } = params.splits[split];
      const [folder, file] = [join(root, images), join(root, annotations)];
      const instances = await readInstances(file, `dataset.splits.${split}.annotations`);
      const names = instances.images.map(({ file_name }) => file_name);
      const pathOf = await photoPaths(folder, names);
      return { folder, named: names.map(pathOf), pairs: pairs(instances, pathOf, file, params) };
    };
    const [train, val, test] = (await Promise.all(splitNames.map(read))) as [SplitPhotos, SplitPhotos, SplitPhotos];
    const source = (photos: SplitPhotos) => photoPairs(photos.pairs, params.mask_orientation);
    const splits = { train: source(train), val: source(val), test: source(test) };
    const all = [train, val, test];
    const files = () =>
      accountPhotos({
        folders: all.map(({ folder }) => folder),
        used: new Set(all.flatMap((photos) => photos.pairs.map(({ imageFile }) => imageFile))),
        named: new Set(all.flatMap(({ named }) => named)),
      });
    return finishDataset({ classes: withColors(params.classes), splits, files }, params, context);
  },
  outline: ({ classes }) => ({ classes: withColors(classes), downloads: [] }),
});

interface SplitPhotos {
  readonly folder: string;
  /** Every photo that the instances file names. */
  readonly named: readonly string[];
  readonly pairs: readonly PhotoPair[];
}

interface CocoParams {
  readonly classes: readonly z.output<typeof classParam>[];
  readonly only_annotated: boolean;
}

function pairs(
  instances: Instances,
  pathOf: (name: string) => string,
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
      name: withoutExtension(image.file_name),
      imageFile: pathOf(image.file_name),
      labels: {
        files: [file],
        settings: JSON.stringify([image.id, ...classOf]),
        open: async () => ({
          height: image.height,
          width: image.width,
          read: async () => labelMap(image, byImage.get(image.id) ?? [], classOf),
        }),
      },
    }));
}

/** The name with its folders: photos of two folders may have one name. */
function withoutExtension(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}

/** The categories of a class; by default one of its name, but none of the background. */
function categoriesOf({ name, categories }: CocoParams['classes'][number], index: number): readonly string[] {
  return categories ?? (index === 0 ? [] : [name]);
}

/** Categories that two classes have. */
function sharedCategories(classes: CocoParams['classes']): Contradiction[] {
  const first = new Map<string, number>();
  return classes.flatMap((own, index) =>
    categoriesOf(own, index).flatMap((category) => {
      const other = first.get(category) ?? index;
      first.set(category, other);
      const byDefault = own.categories ? '' : ', by default';
      const message = `expected one class for each category, \`${category}\` is one of \`${classes[other]!.name}\` (dataset.classes.${other}) and of \`${own.name}\` (dataset.classes.${index}${byDefault})`;
      return other === index ? [] : [{ path: ['classes', index], message }];
    }),
  );
}

/** @throws TesseraError `bad-value` for every category that the file lacks */
function classByCategory(
  categories: Instances['categories'],
  classes: CocoParams['classes'],
): ReadonlyMap<number, number> {
  const idOf = new Map(categories.map(({ id, name }) => [name, id]));
  const classOf = new Map<number, number>();
  const problems: Problem[] = [];
  classes.forEach((own, index) => {
    for (const category of categoriesOf(own, index)) {
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
    hints: [
      near
        ? `did you mean \`${near}\`?`
        : `its categories: ${listed(
            names.map((name) => `\`${name}\``),
            100,
          )}`,
    ],
  };
}
