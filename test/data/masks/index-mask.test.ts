import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { indexMask } from '../../../src/data/masks/index-mask.ts';
import { bytesOf, files, fixture } from '../../helpers/file-fixtures.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function maskFile(data: readonly number[]): Promise<string> {
  const file = join(await newFolder(), 'mask.png');
  await writeFile(file, encode({ width: data.length, height: 1, channels: 1, data: Uint8Array.from(data) }));
  return file;
}

test('each stored value becomes what it means', async (t) => {
  const values = new Map([
    [0, 255],
    [7, 0],
    [8, 1],
    [255, 2],
  ]);
  const opened = await indexMask(await maskFile([0, 7, 8, 255, 8]), { labels: values }).open('photo.jpg');
  t.deepEqual([opened.height, opened.width], [1, 5]);
  const { height, width, data, count } = await opened.read();
  t.deepEqual([height, width, ...data], [1, 5, 255, 0, 1, 2, 1]);
  t.deepEqual(count!(), [
    { value: '0', label: 255, pixels: 1 },
    { value: '7', label: 0, pixels: 1 },
    { value: '8', label: 1, pixels: 2 },
    { value: '255', label: 2, pixels: 1 },
  ]);
});

test('every value without a meaning is told in one problem, which keeps the counts of all values', async (t) => {
  const file = await maskFile([1, 3, 3, 2, 2, 2]);
  const { read } = await indexMask(file, { labels: new Map([[1, 0]]) }).open('photo.jpg');
  const { problems } = await t.throwsAsync(read(), { instanceOf: TesseraError });
  t.is(problems.length, 1);
  t.is(problems[0]!.code, 'bad-mask-value');
  t.true(
    problems[0]!.message.endsWith('has the value `2` in 3 pixels, `3` in 2 pixels; expected one of 1'),
    problems[0]!.message,
  );
  t.deepEqual(problems[0]!.found, [
    { value: '1', label: 0, pixels: 1 },
    { value: '2', pixels: 3 },
    { value: '3', pixels: 2 },
  ]);
});

test('other meanings are other settings', (t) => {
  t.not(indexMask('a', { labels: new Map([[1, 0]]) }).settings, indexMask('a', { labels: new Map([[1, 2]]) }).settings);
});

const written = async (name: string, list: typeof files.masks | typeof files.rough) => {
  const file = join(await newFolder(), 'mask');
  await writeFile(file, bytesOf(fixture(list as readonly { name: string; file: string }[], name)));
  return file;
};

test('values of 16 bits and more, and below 0, have meanings too', async (t) => {
  const deep = indexMask(await written('TIFF of 32 bits', files.masks), {
    labels: new Map([
      [0, 0],
      [100_000, 1],
    ]),
    others: 2,
  });
  const { data, count } = await (await deep.open('photo.jpg')).read();
  t.deepEqual([...data.subarray(0, 7)], [0, 1, 2, 2, 0, 1, 2]);
  t.deepEqual(
    count!().map(({ value, label }) => [value, label]),
    [
      ['0', 0],
      ['100000', 1],
      ['other values', 2],
    ],
  );
  const below = indexMask(await written('.npy of 64 bits, columns first', files.masks), {
    labels: new Map([
      [-1, 255],
      [0, 0],
      [1, 1],
    ]),
  });
  const error = await t.throwsAsync((await below.open('photo.jpg')).read(), { instanceOf: TesseraError });
  t.regex(error.message, /the value `2` in \d+ pixels; expected one of -1, 0, 1$/);
});

test('instances of a class are the class', async (t) => {
  const file = await written('PNG of 16 bits', files.masks);
  const labels = new Map([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
  const { data } = await (await indexMask(file, { labels, divisor: 1000 }).open('photo.jpg')).read();
  t.deepEqual([...data.subarray(0, 7)], [0, 1, 2, 1, 0, 1, 2]);
});

test('a JPEG or a lossy WebP has the nearest values', async (t) => {
  const labels = new Map([
    [0, 0],
    [255, 1],
  ]);
  for (const name of ['JPEG, grey', 'WebP']) {
    const reader = indexMask(await written(name, files.rough), { labels });
    const { data, height, width, remarks } = await (await reader.open('photo.jpg')).read();
    t.deepEqual([height, width], [144, 56]);
    // The first value is 0, the third 2, each in a square of 8 x 8 pixels.
    t.deepEqual([data[0], data[3], data[19], data[20]], [0, 0, 1, 1], name);
    t.true(data.filter((label) => label === 255).length < 0.1 * data.length, name);
    t.regex(remarks![0]!.kind.one, new RegExp(`^mask is a ${name.slice(0, 4)}`));
  }
});
