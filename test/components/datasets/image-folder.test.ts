import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { encode, type ImageData } from 'fast-png';
import { splitNames, type Dataset } from '../../../src/data/dataset.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset, readAll } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const [width, height] = [4, 2];
const photo = encode({ width, height, channels: 3, data: new Uint8Array(24).fill(90) });
const grey = (values: readonly number[]): ImageData => ({ width, height, channels: 1, data: Uint8Array.from(values) });
const rgb = (colors: readonly (readonly number[])[]): ImageData => ({
  width,
  height,
  channels: 3,
  data: Uint8Array.from(colors.flat()),
});

/** Writes files by their path in a new folder. */
async function write(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const root = await newFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

const namesOf = ({ splits }: Dataset) =>
  Object.fromEntries(
    splitNames.map((split) => [
      split,
      Array.from({ length: splits[split].length }, (_, index) => splits[split].name(index)),
    ]),
  );

test("Pascal VOC's layout: lists of names, palette masks whose numbers are classes, border 255", async (t) => {
  const palette = [
    [0, 0, 0],
    [128, 0, 0],
    [0, 128, 0],
  ];
  const mask = encode({ ...grey([0, 1, 2, 2, 0, 1, 0, 0]), palette });
  const root = await write({
    'JPEGImages/2007_01.jpg': photo,
    'JPEGImages/2007_02.jpg': photo,
    'JPEGImages/unlabelled.jpg': photo,
    'SegmentationClass/2007_01.png': mask,
    'SegmentationClass/2007_02.png': encode(grey([255, 1, 2, 2, 0, 1, 0, 0])),
    'ImageSets/Segmentation/train.txt': '2007_01\n',
    'ImageSets/Segmentation/val.txt': '2007_02\n',
  });
  const list = (name: string) => ({ list: `ImageSets/Segmentation/${name}.txt` });
  const dataset = await buildDataset({
    type: 'image-folder',
    root,
    images: 'JPEGImages',
    masks: 'SegmentationClass',
    image_size: 2,
    classes: [{ name: 'background' }, { name: 'aeroplane' }, { name: 'bicycle' }],
    splits: { train: list('train'), val: list('val'), test: list('val') },
  });
  t.deepEqual(namesOf(dataset), { train: ['2007_01'], val: ['2007_02'], test: ['2007_02'] });
  t.deepEqual([...(await dataset.splits.train.read(0)).mask], [0, 1, 2, 2, 0, 1, 0, 0]);
  t.deepEqual([...(await dataset.splits.val.read(0)).mask], [255, 1, 2, 2, 0, 1, 0, 0]);
  t.deepEqual(dataset.classes[2], { name: 'bicycle', color: [0, 128, 0] });
});

test("CamVid's own layout: PNG photos, colour masks named _L.png, several colours a class, void ignored", async (t) => {
  const [sky, car, truck, none] = [
    [128, 128, 128],
    [64, 0, 128],
    [192, 128, 192],
    [0, 0, 0],
  ] as const;
  const root = await write({
    '701_StillsRaw_full/0001TP_1.png': photo,
    'LabeledApproved_full/0001TP_1_L.png': encode(rgb([sky, car, truck, none, sky, sky, car, none])),
    'list.txt': '0001TP_1\n',
  });
  const all = { list: 'list.txt' };
  const dataset = await buildDataset({
    type: 'image-folder',
    root,
    images: '701_StillsRaw_full',
    masks: 'LabeledApproved_full',
    image_suffix: '.png',
    mask_suffix: '_L.png',
    mask_format: 'color',
    image_size: 2,
    classes: [
      { name: 'sky', color: sky },
      { name: 'vehicle', colors: [car, truck] },
    ],
    ignore: { colors: [none] },
    splits: { train: all, val: all, test: all },
  });
  t.deepEqual([...(await dataset.splits.train.read(0)).mask], [0, 1, 1, 255, 0, 0, 1, 255]);
});

test("CamVid as SegNet's tutorial lays it out: a folder of photos and one of masks for each split, lists of paths", async (t) => {
  const root = await write({
    'train/a.png': photo,
    'trainannot/a.png': encode(grey([0, 1, 11, 0, 0, 0, 0, 0])),
    'val/b.png': photo,
    'valannot/b.png': encode(grey([1, 1, 1, 1, 1, 1, 1, 1])),
    'test/c.png': photo,
    'testannot/c.png': encode(grey([0, 0, 0, 0, 0, 0, 0, 0])),
    'train.txt': '/SegNet/CamVid/train/a.png /SegNet/CamVid/trainannot/a.png\n',
  });
  const folder = (name: string) => ({ images: name, masks: `${name}annot` });
  const dataset = await buildDataset({
    type: 'image-folder',
    root,
    image_suffix: '.png',
    image_size: 2,
    classes: [{ name: 'sky' }, { name: 'building' }],
    ignore: { values: [11] },
    splits: { train: { ...folder('train'), list: 'train.txt' }, val: folder('val'), test: folder('test') },
  });
  t.deepEqual(namesOf(dataset), { train: ['a'], val: ['b'], test: ['c'] });
  t.deepEqual([...(await dataset.splits.train.read(0)).mask], [0, 1, 255, 0, 0, 0, 0, 0]);
  t.is((await readAll(dataset.splits.val)).length, 1);
});

const twenty = async () => {
  const names = Array.from({ length: 20 }, (_, index) => `p${String(index).padStart(2, '0')}`);
  return { names, root: await write(Object.fromEntries(names.map((name) => [`images/${name}.jpg`, photo]))) };
};
const two = { type: 'image-folder', image_size: 2, classes: [{ name: 'a' }, { name: 'b' }] };

test('shares of one folder are disjoint, complete, and follow the seed', async (t) => {
  const { names, root } = await twenty();
  const build = (seed: number) => buildDataset({ ...two, root }, { seed }).then(namesOf);
  const first = await build(0);
  t.deepEqual(
    splitNames.map((split) => first[split]!.length),
    [14, 3, 3],
  );
  t.deepEqual(splitNames.flatMap((split) => first[split]!).sort(), names);
  t.deepEqual(await build(0), first);
  t.notDeepEqual(await build(1), first);
});

test('shares that add up to more than all are refused', async (t) => {
  const { root } = await twenty();
  const splits = { train: { share: 0.8 }, val: { share: 0.15 }, test: { share: 0.15 } };
  const error = await t.throwsAsync(buildDataset({ ...two, root, splits }), { instanceOf: TesseraError });
  t.deepEqual([error.problems[0]!.code, error.problems[0]!.path], ['bad-value', 'dataset.splits.test.share']);
});

test('a folder that is not there is named', async (t) => {
  const error = await t.throwsAsync(buildDataset({ ...two, root: await newFolder() }), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
  t.regex(error.message, /images of the split train/);
});

test('a colour that no class has is told with file, colour and number of pixels', async (t) => {
  const red = [255, 0, 0];
  const black = [0, 0, 0];
  const root = await write({
    'images/a.jpg': photo,
    'masks/a.png': encode(rgb([red, red, black, black, black, black, black, [1, 2, 3]])),
  });
  const dataset = await buildDataset({
    ...two,
    root,
    mask_format: 'color',
    classes: [
      { name: 'a', color: black },
      { name: 'b', color: [0, 255, 0] },
    ],
    splits: { train: {}, val: {}, test: {} },
  });
  const error = await t.throwsAsync(dataset.splits.train.read(0), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code }) => code),
    ['bad-mask-value', 'bad-mask-value'],
  );
  t.regex(
    error.message,
    /a\.png has the colour `\[255, 0, 0\]` in 2 pixels; expected one of \[0, 0, 0\], \[0, 255, 0\]/,
  );
});

test('a palette mask read by colour gives the colours of its palette', async (t) => {
  const mask = encode({
    ...grey([0, 1, 1, 0, 0, 0, 0, 1]),
    palette: [
      [0, 255, 0],
      [0, 0, 0],
    ],
  });
  const root = await write({ 'images/a.jpg': photo, 'masks/a.png': mask });
  const dataset = await buildDataset({
    ...two,
    root,
    mask_format: 'color',
    classes: [
      { name: 'a', color: [0, 0, 0] },
      { name: 'b', color: [0, 255, 0] },
    ],
    splits: { train: {}, val: {}, test: {} },
  });
  t.deepEqual([...(await dataset.splits.train.read(0)).mask], [1, 0, 0, 1, 1, 1, 1, 0]);
});
