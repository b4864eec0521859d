import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { indexMask } from '../../../src/data/masks/index-mask.ts';
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
  const { height, width, data } = await indexMask(await maskFile([0, 7, 8, 255, 8]), values).read('photo.jpg');
  t.deepEqual([height, width, ...data], [1, 5, 255, 0, 1, 2, 1]);
});

test('every value without a meaning is told, the most frequent first', async (t) => {
  const file = await maskFile([1, 3, 3, 2, 2, 2]);
  const error = await t.throwsAsync(indexMask(file, new Map([[1, 0]])).read('photo.jpg'), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, message }) => [code, message.slice(message.indexOf(' has '))]),
    [
      ['bad-mask-value', ' has the value `2` in 3 pixels; expected one of 1'],
      ['bad-mask-value', ' has the value `3` in 2 pixels; expected one of 1'],
    ],
  );
});

test('other meanings are other settings', (t) => {
  t.not(indexMask('a', new Map([[1, 0]])).settings, indexMask('a', new Map([[1, 2]])).settings);
});
