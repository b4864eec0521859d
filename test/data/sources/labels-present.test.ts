import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { labelsPresent } from '../../../src/data/sources/labels-present.ts';
import type { PhotoPair } from '../../../src/data/sources/photo-pairs.ts';
import { newFolder } from '../../helpers/tessera.ts';

const pair = (file: string, data: readonly number[] | Error, onRead = () => {}): PhotoPair => ({
  name: 'a',
  imageFile: file,
  labels: {
    files: [file],
    settings: JSON.stringify(data instanceof Error ? [] : data),
    async open() {
      onRead();
      if (data instanceof Error) throw data;
      const size = { height: 1, width: data.length };
      return { ...size, read: async () => ({ ...size, data: Uint8Array.from(data) }) };
    },
  },
});

test('the labels of each mask are ascending, without ignored pixels, and are read once', async (t) => {
  const folder = await newFolder();
  const file = join(folder, 'a.png');
  await writeFile(file, '');
  const unreadable = new TesseraError({ code: 'bad-image', message: 'no PNG' });
  let reads = 0;
  const count = () => void reads++;
  const pairs = [pair(file, [3, 0, 3, 255], count), pair(file, [255], count), pair(file, unreadable, count)];
  const cache = join(folder, 'cache');
  t.deepEqual(await labelsPresent(pairs, cache), [[0, 3], [], []]);
  t.deepEqual(await labelsPresent(pairs, cache), [[0, 3], [], []]);
  t.is(reads, 3);
  await labelsPresent([pair(file, [1], count)], cache);
  t.is(reads, 4);
});

test('an error that is no fault of the mask is thrown', async (t) => {
  await t.throwsAsync(labelsPresent([pair('x', new Error('out of memory'))], await newFolder()), {
    message: 'out of memory',
  });
});
