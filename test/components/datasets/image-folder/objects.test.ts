import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { objectContradictions, objectReader } from '../../../../src/components/datasets/image-folder/objects.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const folder = await newFolder();
const [width, height] = [3, 1];

async function object(name: string, values: readonly number[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, encode({ width, height, channels: 1, data: Uint8Array.from(values) }));
  return file;
}
const background = { name: 'background' };

test('of two classes, every object is the second', async (t) => {
  const files = [await object('a.png', [1, 0, 0]), await object('b.png', [0, 0, 1])];
  const { data } = await (await objectReader([background, { name: 'nucleus' }])(files).open('photo.png')).read();
  t.deepEqual([...data], [1, 0, 1]);
});

test('of more classes, the names of the files tell which; capitals and the encoding of accents do not matter', async (t) => {
  const files = [await object('12_CAR_1.png', [1, 0, 0]), await object('12_ka\u0308fer.png', [0, 0, 1])];
  const read = objectReader([
    background,
    { name: 'car', objects: '*_car_*' },
    { name: 'Käfer', objects: '*k\u00e4fer.png' },
  ]);
  t.deepEqual([...(await (await read(files).open('photo.png')).read()).data], [1, 0, 2]);
});

test('a dot in a name is a dot', async (t) => {
  const read = objectReader([background, { name: 'car', objects: 'car.png' }]);
  await t.throwsAsync(read(['x/carxpng']).open('photo.png'), { message: /carxpng is an object of no class/ });
});

test('a mask whose name is of no class is told with the names that are', async (t) => {
  const read = objectReader([background, { name: 'car', objects: '*car*' }, { name: 'dog', objects: '*dog*' }]);
  const error = await t.throwsAsync(read(['masks/cat_1.png', 'masks/car_1.png']).open('photo.png'), {
    instanceOf: TesseraError,
  });
  t.is(error.problems.length, 1);
  t.is(
    error.problems[0]!.message,
    'the mask masks/cat_1.png is an object of no class; expected its name to be one of `*car*`, `*dog*`',
  );
});

test('with several classes of objects, each has names of its own', (t) => {
  t.deepEqual(objectContradictions([background, { name: 'nucleus' }]), []);
  const [missing] = objectContradictions([background, { name: 'car' }, { name: 'dog', objects: '*dog*' }]);
  t.deepEqual(missing!.path, ['classes', 1]);
  t.regex(missing!.message, /expected `objects` of `car`/);
  const twice = objectContradictions([background, { name: 'car', objects: '*' }, { name: 'dog', objects: '*' }]);
  t.is(twice.length, 1);
  t.deepEqual(twice[0]!.path, ['classes', 2]);
  t.regex(twice[0]!.message, /`\*` is dataset\.classes\.1 and dataset\.classes\.2/);
});
