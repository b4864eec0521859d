import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Component, ComponentReference } from '../../src/registry/index.ts';
import { photo, writePets } from './photos.ts';

type Parameters = Record<string, unknown>;

/** A component that has parameters without a default, or is slow with its defaults, needs an entry here. */
export const examples: Readonly<Record<string, Parameters | (() => Promise<Parameters>)>> = {
  'launcher ssh': { hosts: ['gpu1', { host: 'me@gpu2', jobs: 2 }] },
  'dataset shapes': { train: 4, val: 2, test: 2, image_size: 32 },
  'dataset oxford-iiit-pet': async () => ({ root: await pets(), image_size: 8 }),
  'dataset annotation-list': async () => annotationList(await pets()),
  'dataset image-folder': async () => imageFolder(await pets()),
  'dataset coco': async () => coco(await pets()),
  'augmentation random-crop': { size: 16 },
  'augmentation class-balanced-crop': { size: 16 },
  'augmentation random-rotation': { degrees: 30 },
  'augmentation one-of': { of: [{ type: 'horizontal-flip' }, { type: 'color-jitter' }] },
  'augmentation compose': { of: [{ type: 'horizontal-flip' }, { type: 'color-jitter' }] },
  'encoder mobilenet_v1': { alpha: 0.25 },
  'encoder mobilenet_v2': { alpha: 0.35 },
  'model pspnet': { encoder: { type: 'convnet', widths: [4, 4, 8, 4, 8] }, bins: [1, 2] },
  'model unet': { encoder: { type: 'convnet', widths: [4, 4, 8] } },
  'model unetplusplus': { encoder: { type: 'convnet', widths: [4, 4, 8] } },
  'model fpn': {
    encoder: { type: 'convnet', widths: [4, 4, 8] },
    pyramid_channels: 6,
    segmentation_channels: 4,
  },
  'model deeplabv3': { encoder: { type: 'convnet', widths: [4, 4, 8] }, channels: 6 },
  'model deeplabv3plus': { encoder: { type: 'convnet', widths: [4, 4, 8] }, channels: 6, low_level_channels: 3 },
  'scheduler step': { step_size: 10 },
  'scheduler multi-step': { milestones: [10, 20] },
  'scheduler exponential': { gamma: 0.9 },
  'scheduler cosine-restarts': { first_cycle: 10 },
};

export async function exampleOf({ kind, type }: Component): Promise<ComponentReference> {
  const example = examples[`${kind} ${type}`] ?? {};
  return { type, ...(typeof example === 'function' ? await example() : example) };
}

const trainval = ['Abyssinian_1', 'beagle_1', 'Abyssinian_2', 'beagle_2', 'Abyssinian_3'];

/** Five photos for training and validation, `pug_1` for the test, of 9 x 12 pixels; trimaps hold 1, 2 and 3. */
async function pets(): Promise<string> {
  const photos = trainval.map((name, index) => photo(name, 1 + (index % 2)));
  return (await writePets(photos, [photo('pug_1', 2)])).root;
}

const classes = [{ name: 'background' }, { name: 'cat' }, { name: 'dog' }];

async function annotationList(root: string): Promise<Parameters> {
  await writeFile(
    path.join(root, 'trainval.txt'),
    trainval.map((name, index) => `${name} ${1 + (index % 2)}\n`).join(''),
  );
  await writeFile(path.join(root, 'test.txt'), 'pug_1 2\n');
  const at = (name: string) => path.join(root, name);
  return {
    images: at('images'),
    masks: at('annotations/trimaps'),
    trainval: at('trainval.txt'),
    test: at('test.txt'),
    classes,
    image_size: 8,
  };
}

async function imageFolder(root: string): Promise<Parameters> {
  await writeFile(path.join(root, 'train.txt'), trainval.slice(0, 3).join('\n'));
  await writeFile(path.join(root, 'val.txt'), trainval.slice(3).join('\n'));
  await writeFile(path.join(root, 'test.txt'), 'pug_1');
  const splits = { train: { list: 'train.txt' }, val: { list: 'val.txt' }, test: { list: 'test.txt' } };
  const values = classes.map((entry, index) => ({ ...entry, values: [index + 1] }));
  return { root, masks: 'annotations/trimaps', classes: values, splits, image_size: 8 };
}

async function coco(root: string): Promise<Parameters> {
  await mkdir(path.join(root, 'instances'));
  const categories = [
    { id: 1, name: 'cat' },
    { id: 2, name: 'dog' },
  ];
  const write = async (split: string, names: readonly string[]) => {
    const images = names.map((name, id) => ({ id, file_name: `${name}.jpg`, height: 9, width: 12 }));
    const annotations = images.map(({ id }) => ({
      id,
      image_id: id,
      category_id: 1 + (id % 2),
      iscrowd: 0,
      segmentation: [[1, 1, 8, 1, 8, 7, 1, 7]],
      bbox: [1, 1, 7, 6],
      area: 42,
    }));
    await writeFile(path.join(root, 'instances', `${split}.json`), JSON.stringify({ images, annotations, categories }));
    return { images: 'images', annotations: `instances/${split}.json` };
  };
  const splits = {
    train: await write('train', trainval.slice(0, 3)),
    val: await write('val', trainval.slice(3)),
    test: await write('test', ['pug_1']),
  };
  return { root, splits, classes, image_size: 8 };
}

/**
 * Networks of the code of another one, `resnet18`, that differ in size only. They have millions of weights, and a test
 * of their own with the numbers of PyTorch.
 */
export const largerEncoders = new Set(['resnet34', 'resnet50', 'resnet101', 'resnext50_32x4d', 'wide_resnet50_2']);
