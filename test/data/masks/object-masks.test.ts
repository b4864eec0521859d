import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { objectMasks } from '../../../src/data/masks/object-masks.ts';
import { newFolder } from '../../helpers/tessera.ts';

const folder = await newFolder();

async function object(name: string, values: readonly number[], width = values.length): Promise<string> {
  const file = join(folder, `${name}.png`);
  const height = values.length / width;
  await writeFile(file, encode({ width, height, channels: 1, data: Uint8Array.from(values) }));
  return file;
}

const read = async (objects: Parameters<typeof objectMasks>[0]) =>
  (await objectMasks(objects).open('photo.jpg')).read();

test('the pixels above half of the largest value are of the object, the others of class 0', async (t) => {
  const labelled = await read([
    { file: await object('grey', [0, 127, 128, 255, 0, 0]), label: 1 },
    { file: await object('binary', [0, 0, 0, 0, 0, 1]), label: 2 },
    { file: await object('nothing', [0, 0, 0, 0, 0, 0]), label: 3 },
  ]);
  t.deepEqual([labelled.height, labelled.width, ...labelled.data], [1, 6, 0, 0, 1, 1, 0, 2]);
});

test('the smallest object lies on top, whatever the order; of equal ones the later', async (t) => {
  const large = { file: await object('large', [255, 255, 255, 255]), label: 1 };
  const small = { file: await object('small', [0, 255, 0, 0]), label: 2 };
  const equal = { file: await object('equal', [0, 255, 0, 0]), label: 255 };
  t.deepEqual([...(await read([small, large])).data], [1, 2, 1, 1]);
  t.deepEqual([...(await read([large, small])).data], [1, 2, 1, 1]);
  t.deepEqual([...(await read([small, equal, large])).data], [1, 255, 1, 1]);
});

test('masks of other sizes are told, each with both sizes, before any is decoded', async (t) => {
  const first = { file: await object('first', [0, 0, 0, 0, 0, 255], 3), label: 1 };
  const others = [await object('wide', [1, 1]), await object('tall', [1, 1], 1)];
  const error = await t.throwsAsync(
    objectMasks([first, ...others.map((file) => ({ file, label: 1 }))]).open('photo.jpg'),
    { instanceOf: TesseraError },
  );
  t.is(error.problems.length, 2);
  t.regex(error.problems[0]!.message, /wide\.png is 2 x 1, .*first\.png is 3 x 2/);
  t.regex(error.problems[1]!.message, /tall\.png is 1 x 2/);
});

test('every mask that is missing or damaged is named', async (t) => {
  const damaged = join(folder, 'damaged.png');
  await writeFile(damaged, 'no image, but long enough for a header');
  const error = await t.throwsAsync(
    read([
      { file: join(folder, 'none.png'), label: 1 },
      { file: damaged, label: 1 },
    ]),
    {
      instanceOf: TesseraError,
    },
  );
  t.deepEqual(
    error.problems.map(({ code }) => code),
    ['missing-mask', 'bad-image'],
  );
});

test('a photo without any object has no mask', async (t) => {
  const error = await t.throwsAsync(read([]), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'missing-mask');
  t.regex(error.message, /photo\.jpg/);
});

test('all files count, and other labels are other settings', (t) => {
  const reader = (label: number) =>
    objectMasks([
      { file: 'a.png', label: 1 },
      { file: 'b.png', label },
    ]);
  t.deepEqual(reader(1).files, ['a.png', 'b.png']);
  t.not(reader(1).settings, reader(2).settings);
});
