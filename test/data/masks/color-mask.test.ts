import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { colorKey } from '../../../src/data/masks/color-keys.ts';
import { colorMask } from '../../../src/data/masks/color-mask.ts';
import { bytesOf, files, fixture, numbersOf } from '../../helpers/file-fixtures.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function maskFile(channels: 1 | 3 | 4, data: readonly number[]): Promise<string> {
  const file = join(await newFolder(), 'mask.png');
  await writeFile(file, encode({ width: data.length / channels, height: 1, channels, data: Uint8Array.from(data) }));
  return file;
}
const colors = new Map([
  [colorKey([128, 0, 0]), 0],
  [colorKey([0, 128, 1]), 1],
  [colorKey([1, 0, 128]), 255],
]);

const read = async (file: string) => (await colorMask(file, { labels: colors }).open('photo.jpg')).read();

test('each colour becomes its class; transparency does not count', async (t) => {
  const rgb = await read(await maskFile(3, [1, 0, 128, 128, 0, 0, 0, 128, 1]));
  t.deepEqual([...rgb.data], [255, 0, 1]);
  t.deepEqual(rgb.count!()[0], { value: '[1, 0, 128]', label: 255, pixels: 1 });
  const rgba = await read(await maskFile(4, [0, 128, 1, 0, 128, 0, 0, 9]));
  t.deepEqual([...rgba.data], [1, 0]);
});

test('a colour without a class is told by its levels', async (t) => {
  const file = await maskFile(3, [128, 0, 0, 128, 0, 1]);
  await t.throwsAsync(read(file), {
    instanceOf: TesseraError,
    message: /the colour `\[128, 0, 1\]` in 1 pixel; expected one of \[128, 0, 0\], \[0, 128, 1\], \[1, 0, 128\]/,
  });
});

test('grey is a colour with equal channels', async (t) => {
  const greys = new Map([
    [colorKey([0, 0, 0]), 0],
    [colorKey([9, 9, 9]), 1],
  ]);
  const file = await maskFile(1, [9, 0]);
  t.deepEqual([...(await (await colorMask(file, { labels: greys }).open('photo.jpg')).read()).data], [1, 0]);
});

test('every other colour may have one meaning', async (t) => {
  const file = await maskFile(3, [128, 0, 0, 1, 1, 1, 2, 2, 2]);
  const { data } = await (await colorMask(file, { labels: colors, others: 255 }).open('photo.jpg')).read();
  t.deepEqual([...data], [0, 255, 255]);
});

test('colours of a JPEG are the nearest ones', async (t) => {
  const file = join(await newFolder(), 'mask.jpg');
  await writeFile(file, bytesOf(fixture(files.rough, 'JPEG, RGB')));
  const labels = new Map(files.palette.map((color, index) => [colorKey(color), index]));
  const { data, remarks } = await (await colorMask(file, { labels }).open('photo.jpg')).read();
  const expected = enlarged(numbersOf(files.values));
  t.true(data.filter((label, pixel) => label !== expected[pixel] && label !== 255).length < 0.02 * data.length);
  t.true(data.filter((label) => label === 255).length < 0.1 * data.length);
  t.is(remarks!.length, 1);
});

/** Each value as a square of 8 x 8 pixels. */
function enlarged(values: readonly number[]): number[] {
  return Array.from({ length: files.height * 8 * files.width * 8 }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / (files.width * 8)), pixel % (files.width * 8)];
    return values[(row >> 3) * files.width + (column >> 3)]!;
  });
}

test('of many colours without a class, the most frequent are counted, and those of classes always', async (t) => {
  const noise = Array.from({ length: 70 }, (_, level) => [level, 9, 9, level, 9, 9]).flat();
  const error = await t.throwsAsync(read(await maskFile(3, [...noise, 128, 0, 0])), { instanceOf: TesseraError });
  const { found = [], message } = error.problems[0]!;
  t.is(found.filter(({ label }) => label === undefined).length, 64);
  t.deepEqual(found[0], { value: '[128, 0, 0]', label: 0, pixels: 1 });
  t.regex(message, /has the colour `\[0, 9, 9\]` in 2 pixels, .* \(64 in all\)/);
});
