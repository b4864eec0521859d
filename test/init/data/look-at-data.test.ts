import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { builtins } from '../../../src/components/index.ts';
import { loadExperiment } from '../../../src/config/index.ts';
import type { Sample } from '../../../src/data/sample.ts';
import { splitNames, type Dataset } from '../../../src/data/dataset.ts';
import { findings } from '../../../src/data/survey/findings.ts';
import { surveyDataset } from '../../../src/data/survey/survey-dataset.ts';
import { createRegistry } from '../../../src/registry/index.ts';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';

/** The layouts (a) to (g) that exist in the wild, as tiny made-up files. */
type Files = Record<string, Uint8Array | string>;

const [height, width] = [32, 48];
const background = { r: 90, g: 140, b: 190 };
const picture = sharp({ create: { width, height, channels: 3, background } });
const jpeg = await picture.clone().jpeg().toBuffer();
const turned = await picture.clone().rotate(90).withMetadata({ orientation: 6 }).jpeg().toBuffer();

/** A mask of bands: one for each value, from the left. */
function bands(values: readonly number[], size = { height, width }): Uint8Array {
  const count = size.height * size.width;
  return Uint8Array.from({ length: count }, (_, pixel) => {
    const column = pixel % size.width;
    return values[Math.floor((column * values.length) / size.width)]!;
  });
}

function grey(values: readonly number[], size = { height, width }): Uint8Array {
  return encode({ ...size, channels: 1, data: bands(values, size) });
}

function palette(values: readonly number[], colors: readonly (readonly number[])[]): Uint8Array {
  return encode({ height, width, channels: 1, depth: 8, data: bands(values), palette: colors as never });
}

function colored(colors: readonly (readonly number[])[]): Uint8Array {
  const index = bands(colors.map((_, position) => position));
  return encode({
    height,
    width,
    channels: 3,
    data: Uint8Array.from([...index].flatMap((position) => [...colors[position]!])),
  });
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1).padStart(3, '0'));

async function corpus(files: Files): Promise<string> {
  const folder = await newFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

interface Made {
  readonly folder: string;
  readonly stdout: string;
  readonly text: string;
  readonly dataset: Dataset;
  readonly names: readonly string[];
  /** Labels of the first training sample along its first row. */
  readonly row: readonly number[];
}

/** Runs `init --data`, loads what it wrote, and reads all samples as `plan` does: without a problem. */
async function made(t: ExecutionContext, files: Files, ...args: string[]): Promise<Made> {
  const folder = await corpus(files);
  const { exitCode, stdout, stderr } = await runInProcess(
    ['init', '--name', 'mine', ...args, '--data', ...dataOf(files)],
    folder,
  );
  t.is(exitCode, 0, stderr);
  const registry = createRegistry(...builtins);
  const workingDirectory = folder;
  const { experiment } = await loadExperiment('experiments/mine.yaml', { registry, workingDirectory, environment: {} });
  const dataset = await registry.build('dataset', experiment.dataset, { seed: 0, workingDirectory });
  const surveys = await surveyDataset(dataset, { cache: join(folder, '.cache'), onProgress: () => {} });
  t.deepEqual(findings(surveys, dataset, experiment.loader.on_bad_sample === 'skip').problems, []);
  const { mask } = await firstReadable(dataset);
  const text = await readFile(join(folder, 'experiments/mine.yaml'), 'utf8');
  return {
    folder,
    stdout,
    text,
    dataset,
    names: dataset.classes.map(({ name }) => name),
    row: [...new Set(mask.subarray(0, width))],
  };
}

/** The first training sample that has a mask. */
async function firstReadable({ splits: { train } }: Dataset): Promise<Sample> {
  for (let index = 0; index < train.length; index++) {
    const sample = await train.read(index).catch(() => undefined);
    if (sample) return sample;
  }
  throw new Error('no sample can be read');
}

/** The folders that a person would name: the first of each path. */
function dataOf(files: Files): string[] {
  const folders = [
    ...new Set(
      Object.keys(files)
        .filter((path) => path.includes('/'))
        .map((path) => path.split('/')[0]!),
    ),
  ];
  return folders.length === 2 ? folders : [folders[0]!];
}

const sizes = ({ splits }: Dataset) => splitNames.map((name) => splits[name].length);

test('(a) binary masks of 0 and 255, and the names of their classes as an answer', async (t) => {
  const files: Files = {};
  for (const name of numbers(20)) {
    files[`photos/${name}.jpg`] = jpeg;
    files[`masks/${name}.png`] = grey([0, 255]);
  }
  const { names, row, dataset, text } = await made(t, files, '--classes', 'background,pet');
  t.deepEqual(names, ['background', 'pet']);
  t.deepEqual(row, [0, 1]);
  t.deepEqual(sizes(dataset), [14, 3, 3]);
  t.regex(text, /^ {4}255: pet +# 50\.0 % of the pixels, in 20 of 20 masks$/m);
  t.regex(text, /^ {2}image_size: \[32, 64\] /m);
});

const vocColors = [
  [0, 0, 0],
  [128, 0, 0],
  [0, 128, 0],
  [128, 128, 0],
  ...Array.from({ length: 251 }, () => [1, 2, 3]),
  [224, 224, 192],
];

test("(b) palette masks and lists of splits as Pascal VOC's", async (t) => {
  const files: Files = {};
  const all = numbers(12);
  for (const name of all) {
    files[`VOC/JPEGImages/2007_${name}.jpg`] = jpeg;
    files[`VOC/SegmentationClass/2007_${name}.png`] = palette([0, 1, 2, 255], vocColors);
    files[`VOC/SegmentationObject/2007_${name}.png`] = palette([0, 1, 3, 255], vocColors);
  }
  const list = (names: readonly string[]) => names.map((name) => `2007_${name}\n`).join('');
  files['VOC/ImageSets/Segmentation/train.txt'] = list(all.slice(0, 8));
  files['VOC/ImageSets/Segmentation/val.txt'] = list(all.slice(8));
  const { names, row, dataset, text } = await made(t, files);
  t.is(names.length, 21);
  t.deepEqual([names[0], names[1], names[20]], ['background', 'aeroplane', 'tvmonitor']);
  t.deepEqual(row, [0, 1, 2, 255]);
  t.deepEqual(sizes(dataset), [8, 4, 0]);
  t.regex(text, /masks: SegmentationClass\/\*\.png/);
});

test("(c) colour masks and a file of colours as CamVid's", async (t) => {
  const files: Files = {
    'camvid/label_colors.txt': '128 64 128\tRoad\n128 128 128\tSky\n0 0 0\tVoid\n64 0 128\tCar\n',
  };
  for (const name of numbers(10)) {
    files[`camvid/701_StillsRaw_full/0001TP_${name}.png`] = jpeg;
    files[`camvid/LabeledApproved_full/0001TP_${name}_L.png`] = colored([
      [128, 128, 128],
      [0, 0, 0],
      [128, 64, 128],
    ]);
  }
  const { names, row, text } = await made(t, files);
  t.deepEqual(names, ['Road', 'Sky', 'Car']);
  t.deepEqual(row, [1, 255, 0]);
  t.regex(text, /masks: LabeledApproved_full\/\*_L\.png/);
  t.regex(text, /allow_empty: \[Car\]/);
});

test("(d) nested folders and ids as Cityscapes': labelIds and not the other masks, the 19 classes of the benchmark", async (t) => {
  const files: Files = {};
  for (const [split, city] of [
    ['train', 'aachen'],
    ['train', 'bochum'],
    ['val', 'lindau'],
  ] as const)
    for (const name of numbers(4)) {
      const frame = `${split}/${city}/${city}_000${name}_000019`;
      files[`leftImg8bit/${frame}_leftImg8bit.png`] = jpeg;
      files[`gtFine/${frame}_gtFine_labelIds.png`] = grey([7, 1, 26]);
      files[`gtFine/${frame}_gtFine_instanceIds.png`] = grey([7, 1, 99]);
      files[`gtFine/${frame}_gtFine_color.png`] = colored([
        [128, 64, 128],
        [0, 0, 0],
        [0, 0, 142],
      ]);
      files[`gtFine/${frame}_gtFine_polygons.json`] = '{}';
    }
  const { names, row, dataset, text } = await made(t, files);
  t.is(names.length, 19);
  t.deepEqual(
    row.map((label) => names[label] ?? 'ignore'),
    ['road', 'ignore', 'car'],
  );
  t.deepEqual(sizes(dataset), [8, 4, 0]);
  t.regex(text, /images: "leftImg8bit\/\{split\}\/\*\/\*_leftImg8bit\.png"/);
  t.regex(text, /masks: "gtFine\/\{split\}\/\*\/\*_gtFine_labelIds\.png"/);
});

test("(e) 0 is ignored and names begin at 1, as ADE20K's", async (t) => {
  const files: Files = {
    'ADE/objectInfo150.txt': 'Idx\tRatio\tName\n1\t0.1\twall\n2\t0.1\tbuilding, edifice\n3\t0.1\tsky\n',
  };
  for (const [folder, count] of [
    ['training', 8],
    ['validation', 4],
  ] as const)
    for (const name of numbers(count)) {
      files[`ADE/images/${folder}/ADE_${name}.jpg`] = jpeg;
      files[`ADE/annotations/${folder}/ADE_${name}.png`] = grey([0, 1, 2, 3]);
    }
  const { names, row, dataset } = await made(t, files);
  t.deepEqual(names, ['wall', 'building', 'sky']);
  t.deepEqual(row, [255, 0, 1, 2]);
  t.deepEqual(sizes(dataset), [8, 4, 0]);
});

test('(f) COCO instances with gaps in the ids', async (t) => {
  const square = [2, 2, 20, 2, 20, 20, 2, 20];
  const images = numbers(10).map((name, id) => ({ id, file_name: `${name}.jpg`, height, width }));
  const annotations = images.map(({ id }) => ({
    id,
    image_id: id,
    category_id: id % 2 === 0 ? 3 : 17,
    segmentation: [square],
    area: 300,
    iscrowd: 0,
  }));
  const categories = [
    { id: 3, name: 'cat' },
    { id: 17, name: 'dog' },
    { id: 90, name: 'never seen' },
  ];
  const files: Files = { 'coco/annotations/instances.json': JSON.stringify({ images, annotations, categories }) };
  for (const { file_name } of images) files[`coco/images/${file_name}`] = jpeg;
  const { names, dataset, text } = await made(t, files);
  t.deepEqual(names, ['background', 'cat', 'dog']);
  t.deepEqual(sizes(dataset), [6, 2, 2]);
  t.regex(text, /type: coco/);
  t.notRegex(text, /on_bad_sample/);

  const broken = { id: 996, image_id: 1, category_id: 3, segmentation: { size: [5, 5], counts: [0, 25] } };
  const one = JSON.stringify({ images, annotations: [...annotations, broken], categories });
  const skipping = await made(t, { ...files, 'coco/annotations/instances.json': one });
  t.regex(skipping.stdout, /1 annotation cannot be drawn: 996/);
  t.regex(skipping.text, /on_bad_sample: skip {3}# 1 annotation cannot be drawn: the rest is used/);
});

test('(g) masks of half the size are resized to their photos', async (t) => {
  const files: Files = {};
  for (const name of numbers(6)) {
    files[`photos/${name}.jpg`] = jpeg;
    files[`masks/${name}.png`] = grey([0, 255], { height: height / 2, width: width / 2 });
  }
  const { dataset, text, stdout } = await made(t, files);
  t.regex(text, /mask_size: resized/);
  t.notRegex(text, /on_bad_sample/);
  t.regex(stdout, /6 of 6 masks are smaller or larger than their photos/);
  const { mask } = await firstReadable(dataset);
  t.deepEqual(mask, bands([0, 1]));
});

test('masks of which none has the shape of its photo are refused with both sizes', async (t) => {
  const files: Files = { 'photos/a.jpg': jpeg, 'masks/a.png': grey([0, 1], { height: 48, width: 48 }) };
  const { exitCode, stderr } = await runInProcess(['init', '--data', 'photos', 'masks'], await corpus(files));
  t.is(exitCode, 2);
  t.regex(stderr, /bad-dataset[^]*none of the same shape[^]*the first photo is 48 x 32 and its mask 48 x 48/);
});

test('a list whose columns have names of its own', async (t) => {
  const files: Files = {};
  for (const name of numbers(6)) {
    files[`data/scans/${name}.jpg`] = jpeg;
    files[`data/truth/of_${Number(name) * 7}.png`] = grey([0, 1]);
  }
  const lines = numbers(6).map((name) => `scans/${name}.jpg,truth/of_${Number(name) * 7}.png`);
  files['data/pairs.csv'] = ['scan,truth', ...lines].join('\n');
  const { text, stdout, row } = await made(t, files);
  t.regex(text, /pairs: pairs\.csv[^]*columns: \{image: scan, mask: truth\}/);
  t.regex(stdout, /the column `scan` is taken for the photos, and `truth` for the masks/);
  t.deepEqual(row, [0, 1]);
});

test('(g) odd files: mixed suffixes and formats, EXIF, other alphabets, a photo without a mask', async (t) => {
  const files: Files = { 'fotos/ohne Maske.jpg': jpeg };
  for (const name of numbers(6)) {
    files[`fotos/кошка_${name}.JPG`] = jpeg;
    files[`masken/кошка_${name}_mask.png`] = grey([0, 1]);
    files[`fotos/é${name}.jpeg`.normalize('NFD')] = turned;
    files[`masken/é${name}_mask.npy`.normalize('NFC')] = npy(bands([0, 1]));
  }
  const { names, row, dataset, text, stdout } = await made(t, files);
  t.deepEqual(names, ['background', 'object']);
  t.deepEqual(row, [0, 1]);
  t.is(
    sizes(dataset).reduce((sum, count) => sum + count),
    13,
  );
  t.regex(text, /masks: "masken\/\*_mask\.\{npy,png\}"/);
  t.regex(text, /on_bad_sample: skip {3}# 1 photo has no mask/);
  t.regex(stdout, /1 photo has no mask: fotos\/ohne Maske\.jpg/);
});

test('(g) a mask for each object', async (t) => {
  const files: Files = {};
  for (const name of numbers(6)) {
    files[`cells/${name}/images/${name}.png`] = jpeg;
    for (const object of ['a', 'b', 'c'].slice(0, 1 + (Number(name) % 3)))
      files[`cells/${name}/masks/${object}${name}.png`] = grey(object === 'a' ? [0, 0, 255] : [255, 0, 0]);
  }
  const { row, text, dataset } = await made(t, files, '--classes', 'background,nucleus');
  t.deepEqual(
    row.toSorted((a, b) => a - b),
    [0, 1],
  );
  t.is(
    sizes(dataset).reduce((sum, count) => sum + count),
    6,
  );
  t.regex(text, /mask_format: objects/);
});

test('what only a person knows is asked for by the option that answers it, and the answer settles it', async (t) => {
  const files: Files = {};
  for (const name of numbers(8)) {
    files[`photos/${name}.jpg`] = jpeg;
    files[`masks/${name}.png`] = grey([0, 1, 1, 2, 3, 3]);
  }
  const folder = await corpus(files);
  const asked = await runInProcess(['init', '--data', 'photos', 'masks'], folder);
  t.is(asked.exitCode, 2);
  t.regex(asked.stderr, /what is 0: a class, or the lack of a label\?[^]*answer with `--ignore 0`/);
  const { names, row } = await made(t, files, '--ignore', '0', '--classes', 'wall,floor,door');
  t.deepEqual(names, ['wall', 'floor', 'door']);
  t.deepEqual(row, [255, 0, 1, 2]);
});

test('photos and masks that have nothing in common are an error that says what to do', async (t) => {
  const folder = await corpus({ 'photos/a.jpg': jpeg, 'masks/zzz.png': grey([0, 1]) });
  const { exitCode, stderr } = await runInProcess(['init', '--data', 'photos', 'masks'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /bad-dataset[^]*photos\/a\.jpg[^]*masks\/zzz\.png[^]*images: photos\/\*\.jpg/);
  const missing = await runInProcess(['init', '--data', 'nowhere'], folder);
  t.regex(missing.stderr, /bad-argument[^]*nowhere/);
});

/** Bytes as NumPy stores them. */
function npy(data: Uint8Array): Buffer {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${height}, ${width}), }`.padEnd(117) + '\n';
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([118, 0]), Buffer.from(header), data]);
}
