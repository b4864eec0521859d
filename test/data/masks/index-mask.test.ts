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
  const opened = await indexMask(await maskFile([0, 7, 8, 255, 8]), values).open('photo.jpg');
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
  const { read } = await indexMask(file, new Map([[1, 0]])).open('photo.jpg');
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
  t.not(indexMask('a', new Map([[1, 0]])).settings, indexMask('a', new Map([[1, 2]])).settings);
});
