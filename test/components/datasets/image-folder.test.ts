import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { encode, type ImageData } from 'fast-png';
import { splitNames, type Dataset } from '../../../src/data/dataset.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset, readAll, validated } from '../../helpers/data.ts';
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
  return {
    names,
    root: await write(
      Object.fromEntries(
        names.flatMap((name) => [
          [`images/${name}.jpg`, photo],
          [`masks/${name}.png`, encode(grey([0, 0, 0, 0, 1, 1, 1, 1]))],
        ]),
      ),
    ),
  };
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
  t.deepEqual([error.problems[0]!.code, error.problems[0]!.path], ['file-missing', 'dataset.images']);
  t.regex(error.message, /images with the photos cannot be read/);
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
    ['bad-mask-value'],
  );
  t.regex(
    error.message,
    /a\.png has the colour `\[255, 0, 0\]` in 2 pixels, `\[1, 2, 3\]` in 1 pixel; expected one of \[0, 0, 0\], \[0, 255, 0\]/,
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

const half = encode(grey([0, 0, 0, 0, 1, 1, 1, 1]));

test("Cityscapes' layout: folders in folders, long suffixes, lists of names with their folder", async (t) => {
  const names = ['aachen/aachen_00', 'ulm/ulm_01'];
  const root = await write({
    ...Object.fromEntries(names.map((name) => [`images/${name}_leftImg8bit.png`, photo])),
    ...Object.fromEntries(names.map((name) => [`masks/${name}_gtFine_labelIds.png`, half])),
    'val.txt': 'ulm/ulm_01\n',
  });
  const suffixes = { image_suffix: '_leftImg8bit.png', mask_suffix: '_gtFine_labelIds.png' };
  const dataset = await buildDataset({
    ...two,
    ...suffixes,
    root,
    splits: { train: {}, val: { list: 'val.txt' }, test: {} },
  });
  t.deepEqual(namesOf(dataset), { train: names, val: ['ulm/ulm_01'], test: names });
  t.is((await readAll(dataset.splits.train)).length, 2);
  t.deepEqual(await dataset.files!(), { photos: 2, masks: 2, leftOver: [] });
});

test('photos with suffixes in any case and of several kinds are all taken; hidden files are none', async (t) => {
  const files = ['a.jpg', 'b.JPG', 'c.jpeg', 'd.PNG'];
  const root = await write({
    ...Object.fromEntries(files.map((file) => [`images/${file}`, photo])),
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`masks/${name}.PNG`, half])),
    'images/._a.jpg': 'of macOS',
    'images/.DS_Store': 'of macOS',
  });
  const all = { train: {}, val: {}, test: {} };
  const jpeg = await buildDataset({ ...two, root, splits: all });
  t.deepEqual(namesOf(jpeg)['train'], ['a', 'b', 'c']);
  t.deepEqual((await jpeg.files!()).leftOver, [
    { what: 'file of another kind', files: ['images/d.PNG'] },
    { what: 'mask without a photo', files: ['masks/d.PNG'] },
    { what: 'file with a hidden name', files: ['images/._a.jpg'] },
  ]);
  const both = await buildDataset({ ...two, root, splits: all, image_suffix: ['.jpg', '.png'] });
  t.deepEqual(namesOf(both)['train'], ['a', 'b', 'c', 'd']);
  t.like(await both.files!(), { photos: 4, masks: 4, leftOver: [{ files: ['images/._a.jpg'] }] });
});

test('photos and masks side by side in one folder are told apart by the longer suffix', async (t) => {
  const root = await write({ 'a.png': photo, 'a_mask.png': half });
  const all = { train: {}, val: {}, test: {} };
  const folders = { images: '.', masks: '.', image_suffix: '.png', mask_suffix: '_mask.png' };
  const dataset = await buildDataset({ ...two, ...folders, root, splits: all });
  t.deepEqual(namesOf(dataset)['train'], ['a']);
  t.deepEqual(await dataset.files!(), { photos: 1, masks: 1, leftOver: [] });
});

test('a folder of masks within that of the photos holds no photos', async (t) => {
  const root = await write({ 'a.png': photo, 'masks/a.png': half });
  const dataset = await buildDataset({
    ...two,
    root,
    images: '.',
    image_suffix: '.png',
    splits: { train: {}, val: {}, test: {} },
  });
  t.deepEqual(namesOf(dataset)['train'], ['a']);
});

test('files that all end otherwise are told with the suffix to write', async (t) => {
  const root = await write({ 'images/a.webp': photo, 'masks/a.png': half });
  const error = await t.throwsAsync(buildDataset({ ...two, root }), { instanceOf: TesseraError });
  const [problem] = error.problems;
  t.deepEqual([problem!.code, problem!.path], ['empty-split', 'dataset.image_suffix']);
  t.regex(problem!.message, /expected photos in .*images that end with \.jpg, got a\.webp/);
  t.deepEqual(problem!.hints, ['did you mean `image_suffix: .webp`?']);
});

test('contradictions are refused before any file is read', (t) => {
  const classes = [{ name: 'a', values: [0, 1] }, { name: 'b' }];
  t.throws(() => validated('dataset', { ...two, root: '/none', classes }), { message: /expected one meaning of 1/ });
});
