import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildDataset } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const rectangle = (left: number, top: number, right: number, bottom: number) => [
  [left, top, right, top, right, bottom, left, bottom],
];
const instances = {
  info: { year: 2017 },
  images: [
    { id: 7, file_name: 'street.png', height: 4, width: 6 },
    { id: 8, file_name: 'nothing.png', height: 4, width: 6 },
  ],
  categories: [
    { id: 1, name: 'person' },
    { id: 3, name: 'car' },
    { id: 18, name: 'dog' },
  ],
  annotations: [
    { id: 1, image_id: 7, category_id: 1, segmentation: rectangle(1, 1, 2, 2), area: 1, iscrowd: 0 },
    { id: 2, image_id: 7, category_id: 3, segmentation: rectangle(0, 0, 3, 4), area: 12, iscrowd: 0 },
    { id: 3, image_id: 7, category_id: 3, segmentation: { size: [4, 6], counts: [20, 4] }, area: 4, iscrowd: 1 },
    { id: 4, image_id: 7, category_id: 18, segmentation: rectangle(0, 0, 6, 4), area: 24, iscrowd: 0 },
  ],
};

async function build(json: unknown, more: Record<string, unknown> = {}) {
  const root = await newFolder();
  await mkdir(join(root, 'images'));
  await writeFile(join(root, 'instances.json'), typeof json === 'string' ? json : JSON.stringify(json));
  for (const { file_name } of instances.images) {
    await writeFile(
      join(root, 'images', file_name),
      encode({ width: 6, height: 4, channels: 3, data: new Uint8Array(72) }),
    );
  }
  const split = { images: 'images', annotations: 'instances.json' };
  const classes = [{ name: 'background' }, { name: 'person' }, { name: 'vehicle', categories: ['car'] }];
  return buildDataset({
    type: 'coco',
    root,
    image_size: 4,
    splits: { train: split, val: split, test: split },
    classes,
    ...more,
  });
}

test('small instances lie over large ones, crowds are ignored, other categories are background', async (t) => {
  const { splits } = await build(instances);
  t.is(splits.train.length, 1);
  const { name, mask } = await splits.train.read(0);
  t.is(name, 'street');
  t.deepEqual([...mask], [2, 2, 2, 0, 0, 255, 2, 1, 2, 0, 0, 255, 2, 2, 2, 0, 0, 255, 2, 2, 2, 0, 0, 255]);
});

test('photos without instances are kept if asked for, as background', async (t) => {
  const { splits } = await build(instances, { only_annotated: false });
  t.is(splits.train.length, 2);
  t.true((await splits.train.read(1)).mask.every((label) => label === 0));
});

test('a category that the file lacks is told with the nearest one', async (t) => {
  const error = await t.throwsAsync(build(instances, { classes: [{ name: 'background' }, { name: 'persn' }] }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(error.problems[0]!.hints, ['did you mean `person`?']);
});

test('a wrong annotation is told with its photo, also where the photo has no other', async (t) => {
  const wrong = { id: 9, image_id: 8, category_id: 'dog' };
  const { splits, files } = await build({ ...instances, annotations: [...instances.annotations, wrong, { id: 10 }] });
  t.is(splits.train.length, 2);
  t.is((await splits.train.read(0)).name, 'street');
  const error = await t.throwsAsync(splits.train.read(1), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-annotation');
  t.regex(error.problems[0]!.message, /^the annotation 9 of nothing\.png cannot be drawn: at category_id: /);
  t.deepEqual(
    (await files!()).leftOver.filter(({ what }) => what === 'annotation without a photo'),
    [{ what: 'annotation without a photo', files: ['annotation 10'] }],
  );
});

test('photos are grouped by a key that the file gives them', async (t) => {
  const images = [0, 1, 2, 3].map((id) => ({
    id,
    file_name: id % 2 === 0 ? 'street.png' : 'nothing.png',
    height: 4,
    width: 6,
    patient: `p${id % 2}`,
  }));
  const annotations = images.map(({ id }) => ({
    id,
    image_id: id,
    category_id: 1,
    segmentation: rectangle(0, 0, 2, 2),
  }));
  const grouped = (group: string) =>
    build(
      { ...instances, images, annotations },
      { splits: {}, annotations: 'instances.json', split: { train: 0.5, group } },
    );
  const { splits } = await grouped('patient');
  t.is(splits.train.length + splits.val.length, 2, 'one photo has one sample');
  t.not((await splits.train.read(0)).name, (await splits.val.read(0)).name);
  const error = await t.throwsAsync(grouped('patiant'), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    message: 'expected the name of a key of the photos in the instances file, got `patiant`',
    hints: ['did you mean `patient`?'],
  });
});

test('a file that is not an instances file is named with what is wrong', async (t) => {
  await t.throwsAsync(build('{'), {
    instanceOf: TesseraError,
    message: /instances\.json is not a COCO instances file: .*not JSON/,
  });
  await t.throwsAsync(build({ images: [], categories: [] }), { instanceOf: TesseraError, message: /at annotations:/ });
});

test('a category of two classes is refused with both places', async (t) => {
  const classes = [{ name: 'background' }, { name: 'person', categories: ['car'] }, { name: 'car' }];
  await t.throwsAsync(build(instances, { classes }), {
    message: /`car` is one of `person` \(dataset\.classes\.1\) and of `car` \(dataset\.classes\.2, by default\)/,
  });
});

test('photos without an instance of a class are accounted for', async (t) => {
  const { files } = await build(instances);
  t.deepEqual(await files!(), {
    photos: 1,
    leftOver: [{ what: 'photo without an instance', files: ['images/nothing.png'] }],
  });
});

test('photos of two folders may have one name', async (t) => {
  const nested = { ...instances, images: [{ ...instances.images[0]!, file_name: 'north/1.png' }] };
  t.is((await build(nested)).splits.train.name(0), 'north/1');
});
