import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { encode } from 'fast-png';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { readPairs } from '../../../src/init/data/read-pairs.ts';
import { newFolder } from '../../helpers/tessera.ts';

const png = (height: number, width: number, ...values: number[]) =>
  encode({ height, width, channels: 1, data: Uint8Array.from({ length: height * width }, (_, at) => values[at] ?? 0) });

async function pairsIn(names: readonly string[]) {
  const root = await newFolder();
  await mkdir(join(root, 'p'));
  await mkdir(join(root, 'm'));
  for (const name of names) {
    await writeFile(join(root, `p/${name}.png`), png(2, 3));
    await writeFile(join(root, `m/${name}.png`), png(2, 2, 7, 7, 1));
  }
  const pairs = names.map((name) => ({ photo: dataFile(`p/${name}.png`), masks: [dataFile(`m/${name}.png`)] }));
  return { root, pairs };
}

test('sizes of photos and values of masks are read, some pairs of many', async (t) => {
  const { root, pairs } = await pairsIn(['a', 'b', 'c', 'd']);
  const told: string[] = [];
  const read = await readPairs(root, pairs, { most: 2, onProgress: (done, total) => told.push(`${done}/${total}`) });
  t.deepEqual(told, ['1/2', '2/2']);
  t.is(read.sizes.length, 2);
  t.like(read.sizes[0], { photo: { height: 2, width: 3 }, orientation: 1, mask: { height: 2, width: 2 } });
  t.deepEqual(
    [...read.masks[0]!.counts],
    [
      [7, 2],
      [1, 1],
      [0, 1],
    ],
  );
  t.deepEqual(read.bad, []);
});

test('a file that cannot be read is told, and the others are read', async (t) => {
  const { root, pairs } = await pairsIn(['a', 'b']);
  await writeFile(join(root, 'm/a.png'), 'no image');
  const read = await readPairs(root, pairs, { most: 9 });
  t.is(read.sizes.length, 1);
  t.is(read.bad.length, 1);
  t.regex(read.bad[0]!, /a\.png/);
});

test('it stops when it is asked to', async (t) => {
  const { root, pairs } = await pairsIn(['a']);
  const signal = AbortSignal.abort(new Error('enough'));
  await t.throwsAsync(readPairs(root, pairs, { most: 9, signal }), { message: 'enough' });
});
