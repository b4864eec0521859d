import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { colorKey, colorMask, colorName } from '../../../src/data/masks/color-mask.ts';
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

const read = async (file: string) => (await colorMask(file, colors).open('photo.jpg')).read();

test('a colour is one number, red first', (t) => {
  t.is(colorKey([1, 2, 3]), 0x010203);
  t.is(colorName(0x010203), '[1, 2, 3]');
});

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

test('a grey mask has no colours', async (t) => {
  await t.throwsAsync(read(await maskFile(1, [0, 1])), {
    instanceOf: TesseraError,
    message: /expected a PNG with RGB colours of 8 bits, got 1 channels of 8 bits/,
  });
});

test('of many colours without a class, the most frequent are counted, and those of classes always', async (t) => {
  const noise = Array.from({ length: 70 }, (_, level) => [level, 9, 9, level, 9, 9]).flat();
  const error = await t.throwsAsync(read(await maskFile(3, [...noise, 128, 0, 0])), { instanceOf: TesseraError });
  const { found = [], message } = error.problems[0]!;
  t.is(found.filter(({ label }) => label === undefined).length, 64);
  t.deepEqual(found.at(-1), { value: '[128, 0, 0]', label: 0, pixels: 1 });
  t.regex(message, /has the colour `\[0, 9, 9\]` in 2 pixels, .* \(64 in all\)/);
});
