import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { colorKey, colorMask } from '../../../src/data/masks/color-mask.ts';
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

test('a colour is one number, red first', (t) => {
  t.is(colorKey([1, 2, 3]), 0x010203);
});

test('each colour becomes its class; transparency does not count', async (t) => {
  const rgb = await colorMask(await maskFile(3, [1, 0, 128, 128, 0, 0, 0, 128, 1]), colors).read('photo.jpg');
  t.deepEqual([...rgb.data], [255, 0, 1]);
  const rgba = await colorMask(await maskFile(4, [0, 128, 1, 0, 128, 0, 0, 9]), colors).read('photo.jpg');
  t.deepEqual([...rgba.data], [1, 0]);
});

test('a colour without a class is told by its levels', async (t) => {
  const file = await maskFile(3, [128, 0, 0, 128, 0, 1]);
  await t.throwsAsync(colorMask(file, colors).read('photo.jpg'), {
    instanceOf: TesseraError,
    message: /the colour `\[128, 0, 1\]` in 1 pixel; expected one of \[128, 0, 0\], \[0, 128, 1\], \[1, 0, 128\]/,
  });
});

test('a grey mask has no colours', async (t) => {
  await t.throwsAsync(colorMask(await maskFile(1, [0, 1]), colors).read('photo.jpg'), {
    instanceOf: TesseraError,
    message: /expected a PNG with RGB colours of 8 bits, got 1 channels of 8 bits/,
  });
});
