import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { encode } from 'fast-png';
import { parse } from 'yaml';
import { splitNames, type Dataset, type SplitName } from '../src/data/dataset.ts';
import { describeFiles } from '../src/data/files/account-files.ts';
import { buildDataset } from './helpers/data.ts';
import { newFolder } from './helpers/tessera.ts';

const page = await readFile(new URL('../docs/your-data.md', import.meta.url), 'utf8');

/** The YAML of each layout by its heading. */
const layouts = new Map(
  [...page.matchAll(/^### (.+)\n[^#]*?```yaml\n([^`]+)```/gm)].map(([, heading, yaml]) => [heading!, yaml!]),
);
const tested = new Set<string>();

const [width, height] = [4, 2];
const photo = encode({ width, height, channels: 3, data: new Uint8Array(24).fill(90) });
const mask = (...values: readonly number[]) => encode({ width, height, channels: 1, data: Uint8Array.from(values) });
const colors = (...values: readonly (readonly number[])[]) =>
  encode({ width, height, channels: 3, data: Uint8Array.from(values.flat()) });
const half = (a: number, b: number) => mask(a, a, a, a, b, b, b, b);

interface Loaded {
  readonly names: Readonly<Record<SplitName, readonly string[]>>;
  readonly classes: readonly string[];
  readonly dataset: Dataset;
  readonly files: string;
}

/** Loads the layout of the page with these files in its root. */
async function load(
  heading: string,
  files: Readonly<Record<string, Uint8Array | string>>,
  more: Record<string, unknown> = {},
): Promise<Loaded> {
  tested.add(heading);
  const { dataset: section } = parse(layouts.get(heading)!) as { dataset: { type: string; root: string } };
  const workingDirectory = await newFolder();
  for (const [path, content] of Object.entries(files)) {
    const file = join(workingDirectory, section.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const dataset = await buildDataset({ ...section, image_size: 2, ...more }, { workingDirectory });
  const names = (split: SplitName) =>
    Array.from({ length: dataset.splits[split].length }, (_, index) => dataset.splits[split].name(index));
  return {
    names: { train: names('train'), val: names('val'), test: names('test') },
    classes: dataset.classes.map(({ name }) => name),
    dataset,
    files: describeFiles(await dataset.files!()),
  };
}

const sizes = ({ names }: Loaded) => splitNames.map((split) => names[split].length);
const read = async ({ dataset }: Loaded, split: SplitName = 'train') => [...(await dataset.splits[split].read(0)).mask];
const many = (count: number, of: (index: number) => readonly (readonly [string, Uint8Array])[]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => of(index)).flat());

test('binary masks', async (t) => {
  const loaded = await load(
    'Binary masks',
    many(20, (index) => [
      [`photos/${index}.jpg`, photo],
      [`masks/${index}.png`, half(0, 255)],
    ]),
  );
  t.deepEqual(sizes(loaded), [14, 3, 3]);
  t.deepEqual(loaded.classes, ['background', 'object']);
  t.deepEqual(await read(loaded), [0, 0, 0, 0, 1, 1, 1, 1]);
  t.is(loaded.files, '20 photos, 20 masks, 0 left over');
});

test('palette masks with lists, and no test split', async (t) => {
  const palette = [
    [0, 0, 0],
    [128, 0, 0],
    [0, 128, 0],
  ];
  const voc = encode({ width, height, channels: 1, data: Uint8Array.of(0, 1, 2, 2, 0, 1, 0, 0), palette });
  const loaded = await load('Palette masks with lists, as Pascal VOC', {
    'JPEGImages/1.jpg': photo,
    'JPEGImages/2.jpg': photo,
    'JPEGImages/3.jpg': photo,
    'SegmentationClass/1.png': voc,
    'SegmentationClass/2.png': half(255, 1),
    'ImageSets/Segmentation/train.txt': '1\n',
    'ImageSets/Segmentation/val.txt': '2\n',
  });
  t.deepEqual(loaded.names, { train: ['1'], val: ['2'], test: [] });
  t.false(loaded.dataset.hasTest);
  t.deepEqual(await read(loaded), [0, 1, 2, 2, 0, 1, 0, 0]);
  t.deepEqual(await read(loaded, 'val'), [255, 255, 255, 255, 1, 1, 1, 1]);
  t.is(loaded.files, '2 photos, 2 masks, 1 left over: 1 photo in no split (JPEGImages/3.jpg)');
});

test('colour masks', async (t) => {
  const [animal, sky, other] = [
    [64, 128, 64],
    [128, 128, 128],
    [1, 2, 3],
  ] as const;
  const loaded = await load('Colour masks, as CamVid', {
    'class_dict.csv': 'name,r,g,b\nAnimal,64,128,64\nSky,128,128,128\n',
    'train/a.png': photo,
    'train_labels/a_L.png': colors(animal, sky, other, sky, animal, animal, sky, sky),
    'val/b.png': photo,
    'val_labels/b_L.png': colors(sky, sky, sky, sky, sky, sky, sky, sky),
    'test/c.png': photo,
    'test_labels/c_L.png': colors(sky, sky, sky, sky, sky, sky, sky, animal),
  });
  t.deepEqual(loaded.names, { train: ['train/a'], val: ['val/b'], test: ['test/c'] });
  t.deepEqual(loaded.dataset.classes, [
    { name: 'Animal', color: [64, 128, 64] },
    { name: 'Sky', color: [128, 128, 128] },
  ]);
  t.deepEqual(await read(loaded), [0, 1, 255, 1, 0, 0, 1, 1]);
  t.is(loaded.files, '3 photos, 3 masks, 0 left over');
});

test('nested folders with several values of a class', async (t) => {
  const city = (name: string, ids: Uint8Array): Record<string, Uint8Array> => ({
    [`leftImg8bit/${name}_leftImg8bit.png`]: photo,
    [`gtFine/${name}_gtFine_labelIds.png`]: ids,
    [`gtFine/${name}_gtFine_color.png`]: photo,
  });
  const loaded = await load('Nested folders and several values of a class, as Cityscapes', {
    ...city('train/aachen/aachen_1', mask(7, 8, 11, 12, 26, 27, 0, 33)),
    ...city('val/ulm/ulm_1', half(7, 26)),
  });
  t.deepEqual(loaded.names, { train: ['train/aachen/aachen_1'], val: ['val/ulm/ulm_1'], test: [] });
  t.deepEqual(loaded.classes, ['road', 'sidewalk', 'building', 'vehicle']);
  t.deepEqual(await read(loaded), [0, 1, 2, 2, 3, 3, 255, 255]);
  t.regex(loaded.files, /^2 photos, 2 masks, 2 left over: 2 files outside of the patterns \(gtFine\/train\/aachen/);
});

test('zero is no label and names begin at 1', async (t) => {
  const loaded = await load('Zero is no label and names begin at 1, as ADE20K', {
    'objectInfo150.txt': 'Idx\tRatio\tName\n1\t0.16\twall\n2\t0.11\tbuilding, edifice\n3\t0.1\tsky\n',
    'images/training/1.jpg': photo,
    'annotations/training/1.png': mask(0, 1, 2, 3, 1, 1, 2, 3),
    'images/validation/2.jpg': photo,
    'annotations/validation/2.png': half(1, 3),
  });
  t.deepEqual(loaded.names, { train: ['training/1'], val: ['validation/2'], test: [] });
  t.deepEqual(loaded.classes, ['wall', 'building, edifice', 'sky']);
  t.deepEqual(await read(loaded), [255, 0, 1, 2, 0, 0, 1, 2]);
});

test('COCO in one file, with gaps in the ids', async (t) => {
  const box = (category_id: number, image_id: number) => ({
    id: image_id * 100 + category_id,
    image_id,
    category_id,
    segmentation: [[0, 0, 2, 0, 2, 2, 0, 2]],
    area: 4,
    iscrowd: 0,
  });
  const ids = [3, 17, 40, 41, 99];
  const instances = {
    images: ids.map((id) => ({ id, file_name: `${id}.jpg`, width, height })),
    categories: [
      { id: 90, name: 'truck' },
      { id: 1, name: 'person' },
      { id: 3, name: 'car' },
    ],
    annotations: ids.map((id, index) => box(index % 2 === 0 ? 1 : 90, id)),
  };
  const loaded = await load('COCO: instances in one file', {
    ...Object.fromEntries(ids.map((id) => [`photos/${id}.jpg`, photo])),
    'instances.json': JSON.stringify(instances),
  });
  t.deepEqual(sizes(loaded), [4, 1, 0]);
  t.deepEqual([...loaded.names.train, ...loaded.names.val].toSorted(), ids.map(String).toSorted());
  const first = await read(loaded);
  t.true(first.includes(1) || first.includes(2));
  t.is(loaded.files, '5 photos, 0 left over');
});

test('files of all kinds', async (t) => {
  const nfd = 'größe'.normalize('NFD');
  const loaded = await load('Files of all kinds', {
    'photos/a.JPEG': photo,
    'photos/deep/er/b.png': photo,
    'photos/größe.jpg': photo,
    'photos/写真.PNG': photo,
    'photos/e.tif': photo,
    'photos/notes.txt': 'x',
    'masks/a_mask.png': half(0, 1),
    'masks/deep/er/b_MASK.PNG': half(0, 1),
    [`masks/${nfd}_mask.png`]: half(7, 1),
    'masks/写真_mask.png': half(0, 1),
    'masks/e_mask.png': half(0, 1),
    'masks/alone_mask.png': half(0, 1),
  });
  t.deepEqual(sizes(loaded), [3, 1, 1]);
  t.deepEqual(splitNames.flatMap((split) => loaded.names[split]).toSorted(), ['a', 'deep/er/b', 'e', 'größe', '写真']);
  t.is(
    loaded.files,
    '5 photos, 5 masks, 2 left over: 1 mask without a photo (masks/alone_mask.png); 1 file outside of the patterns (photos/notes.txt)',
  );
});

test('a table with patients, in folds', async (t) => {
  const lines = Array.from({ length: 12 }, (_, index) => `s/${index}.png,t/${index}.png,p${index >> 1},north`);
  const files = {
    'pairs.csv': ['scan,truth,patient,hospital', ...lines].join('\n'),
    ...many(12, (index) => [
      [`s/${index}.png`, photo],
      [`t/${index}.png`, index < 6 ? half(0, 1) : half(0, 0)],
    ]),
    't/extra.png': photo,
  };
  const validated: string[] = [];
  for (const fold of [0, 1, 2]) {
    const split = { folds: 3, fold, group: 'patient', stratified: true };
    const loaded = await load('A table, with patients', files, { split });
    t.deepEqual(sizes(loaded), [8, 4, 0]);
    const patients = (names: readonly string[]) => new Set(names.map((name) => Number(name.slice(2)) >> 1));
    t.is(patients(loaded.names.train).size + patients(loaded.names.val).size, 6);
    t.is(loaded.names.val.filter((name) => Number(name.slice(2)) < 6).length, 2, 'lesions are spread');
    validated.push(...loaded.names.val);
    t.is(loaded.files, '12 photos, 12 masks, 1 left over: 1 file that no line names (t/extra.png)');
  }
  t.is(new Set(validated).size, 12);
});

test('one mask for each object', async (t) => {
  const loaded = await load(
    'One mask for each object, as the nuclei of DSB 2018',
    many(5, (index) => [
      [`n${index}/images/n${index}.png`, photo],
      [`n${index}/masks/x.png`, mask(255, 0, 0, 0, 0, 0, 0, 0)],
      [`n${index}/masks/y.png`, mask(0, 0, 0, 255, 0, 0, 0, 255)],
    ]),
  );
  t.deepEqual(sizes(loaded), [4, 1, 0]);
  t.deepEqual(await read(loaded), [1, 0, 0, 1, 0, 0, 0, 1]);
  t.is(loaded.files, '5 photos, 10 masks, 0 left over');
});

test.after('every layout of the page was loaded', (t) => {
  t.deepEqual([...tested].toSorted(), [...layouts.keys()].toSorted());
  t.is(layouts.size, 9);
});
