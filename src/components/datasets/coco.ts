import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../core/cache-folder.ts';
import { groupBy } from '../../core/group-by.ts';
import { accountPhotos } from '../../data/annotations/coco/account-photos.ts';
import { readInstances, type InstanceImage, type Instances } from '../../data/annotations/coco/instances.ts';
import { labelMap } from '../../data/annotations/coco/label-map.ts';
import { photoPaths } from '../../data/annotations/coco/photo-paths.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { splitNames, type Dataset } from '../../data/dataset.ts';
import { labelsPresent } from '../../data/sources/labels-present.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { sharedNames } from './class-names.ts';
import { classByCategory, sharedCategories } from './coco/categories.ts';
import { chooseCocoSplits, cocoContradictions, type CocoPhoto } from './coco/choose-splits.ts';
import { divisionParam } from './division.ts';
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
    'COCO instances (polygons and run lengths), painted as label maps. Crowds are ignored; all other pixels ' +
    'are class 0.',
  example: {
    root: 'data/coco',
    images: 'images',
    annotations: 'annotations/instances.json',
    classes: [{ name: 'background' }, { name: 'person' }],
    split: { train: 0.7, val: 0.15, test: 0.15 },
    image_size: 256,
  },
  params: (slot) =>
    z
      .strictObject({
        root: z.string().min(1).describe('Folder to which the other paths are relative.'),
        images: z.string().default('images').describe('Folder of the photos, where one file describes all of them.'),
        annotations: z.string().optional().describe('Instances file of all photos, which `split` divides.'),
        splits: z
          .strictObject({
            train: splitParam.optional().describe('The photos that the network is trained on.'),
            val: splitParam.optional().describe('Those that decide which checkpoint is best.'),
            test: splitParam.optional().describe('Those that the final figures are of.'),
          })
          .optional()
          .describe('Photos and instances file of each split. Without `test`, there is no test split.'),
        split: divisionParam,
        classes: z.array(classParam).min(2).max(255).describe('Class 0, the background, first.'),
        only_annotated: z.boolean().default(true).describe('Leave out photos without an instance of any class.'),
        mask_orientation: maskOrientationParam,
        ...commonParams(slot),
      })
      .superRefine((params, { addIssue }) => {
        const { classes } = params;
        const wrong = [...sharedNames(classes), ...sharedCategories(classes), ...cocoContradictions(params)];
        for (const { path, message } of wrong) addIssue({ code: 'custom', path, message });
      }),
  async build(params, context): Promise<Dataset> {
    const root = resolve(context.workingDirectory, params.root);
    const opened = new Map<string, Promise<InstancePhotos>>();
    const open = ({ images, annotations }: z.output<typeof splitParam>, key: string) => {
      const place = `${images} ${annotations}`;
      const photos = opened.get(place) ?? readPhotos(join(root, images), join(root, annotations), key, params);
      opened.set(place, photos);
      return photos;
    };
    const { splits, hasTest } = await chooseCocoSplits(params, {
      seed: context.seed,
      open: async (place, key) => (await open(place, key)).pairs,
      labelsOf: (photos) => labelsPresent(photos, join(context.workingDirectory, cacheFolder)),
    });
    const source = (photos: readonly PhotoPair[]) => photoPairs(photos, params.mask_orientation);
    const sources = { train: source(splits.train), val: source(splits.val), test: source(splits.test) };
    const all = await Promise.all(opened.values());
    const files = () =>
      accountPhotos({
        folders: all.map(({ folder }) => folder),
        used: new Set(splitNames.flatMap((split) => splits[split].map(({ imageFile }) => imageFile))),
        named: new Set(all.flatMap(({ named }) => named)),
        lost: all.flatMap(({ lost }) => lost),
      });
    return finishDataset({ classes: withColors(params.classes), splits: sources, hasTest, files }, params, context);
  },
  outline: ({ classes }) => ({ classes: withColors(classes), downloads: [] }),
});

/** The photos of an instances file. */
interface InstancePhotos {
  readonly folder: string;
  /** Every photo that the instances file names. */
  readonly named: readonly string[];
  /** Annotations that name no photo. */
  readonly lost: readonly string[];
  readonly pairs: readonly CocoPhoto[];
}

interface CocoParams {
  readonly classes: readonly z.output<typeof classParam>[];
  readonly only_annotated: boolean;
}

async function readPhotos(folder: string, file: string, key: string, params: CocoParams): Promise<InstancePhotos> {
  const instances = await readInstances(file, key);
  const names = instances.images.map(({ file_name }) => file_name);
  const pathOf = await photoPaths(folder, names);
  const { lost } = instances;
  return { folder, named: names.map(pathOf), lost, pairs: pairs(instances, pathOf, file, params) };
}

function pairs(
  instances: Instances,
  pathOf: (name: string) => string,
  file: string,
  { classes, only_annotated }: CocoParams,
): CocoPhoto[] {
  const classOf = classByCategory(instances.categories, classes);
  const wanted = instances.annotations.filter(({ category_id }) => classOf.has(category_id));
  const drawn = groupBy(wanted, ({ image_id }) => image_id);
  const bad = groupBy(instances.bad, ({ image_id }) => image_id);
  return instances.images
    .filter(({ id }) => !only_annotated || drawn.has(id) || bad.has(id))
    .map((image) => ({
      name: withoutExtension(image.file_name),
      imageFile: pathOf(image.file_name),
      fields: fieldsOf(image),
      labels: {
        files: [file],
        settings: JSON.stringify([image.id, ...classOf]),
        open: async () => ({
          height: image.height,
          width: image.width,
          read: async () => labelMap(image, drawn.get(image.id) ?? [], classOf, bad.get(image.id)),
        }),
      },
    }));
}

/** What the file says of a photo in texts and numbers, by which photos can be grouped. */
function fieldsOf(image: InstanceImage): Record<string, string> {
  const told = Object.entries(image).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(told.map(([key, value]) => [key, String(value)]));
}

/** The name with its folders: photos of two folders may have one name. */
function withoutExtension(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}
