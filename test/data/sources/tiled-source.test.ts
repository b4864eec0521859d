import test from 'ava';
import { IGNORE_INDEX } from '../../../src/tasks/semantic/mask.ts';
import { type SampleSource } from '../../../src/data/sample.ts';
import { tiledSource, type TileOptions } from '../../../src/data/sources/tiled-source.ts';
import { coordinateSample, readAll, sourceOf } from '../../helpers/data.ts';

const photos = [coordinateSample(7, 10, 'wide'), coordinateSample(3, 4, 'small')];
const sizes = photos.map(({ height, width }) => ({ height, width }));
const options: TileOptions = { size: { height: 4, width: 4 }, overlap: 1, countOnce: false };

test('tiles are parts of the photo at its own resolution, named by their place', async (t) => {
  const tiles = await readAll(tiledSource(sourceOf(photos), sizes, options));
  t.deepEqual(
    tiles.map(({ name }) => name),
    ['wide@0,0', 'wide@3,0', 'wide@6,0', 'wide@0,3', 'wide@3,3', 'wide@6,3', 'small@0,0'],
  );
  const last = tiles[5]!;
  t.deepEqual([last.height, last.width], [4, 4]);
  // Red is the column, green the row, the mask their sum.
  t.deepEqual([...last.image.subarray(0, 3)], [6, 3, 9]);
  t.deepEqual([...last.mask], [9, 10, 11, 12, 10, 11, 12, 13, 11, 12, 13, 14, 12, 13, 14, 15]);
});

test('a photo that is smaller than a tile is filled up with black, ignored pixels', async (t) => {
  const small = (await readAll(tiledSource(sourceOf(photos), sizes, options))).at(-1)!;
  t.deepEqual([...small.mask], [0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, ...new Array<number>(4).fill(IGNORE_INDEX)]);
  t.deepEqual([...small.image.subarray(36)], new Array<number>(12).fill(0));
});

test('for evaluation every pixel of a photo counts exactly once', async (t) => {
  const source = tiledSource(sourceOf(photos), sizes, { ...options, countOnce: true });
  const counts = new Map<string, number>();
  for (const { name, mask, image } of await readAll(source)) {
    mask.forEach((label, pixel) => {
      if (label === IGNORE_INDEX) return;
      const place = `${name.split('@')[0]} ${image[pixel * 3]},${image[pixel * 3 + 1]}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    });
  }
  t.is(counts.size, 7 * 10 + 3 * 4);
  t.true([...counts.values()].every((count) => count === 1));
});

test('a photo is decoded once for all of its tiles that are read in order', async (t) => {
  const reads: number[] = [];
  const source: SampleSource = { ...sourceOf(photos), read: async (index) => (reads.push(index), photos[index]!) };
  await readAll(tiledSource(source, sizes, options));
  t.deepEqual(reads, [0, 1]);
});

test('the fingerprint changes with the files and with how they are cut', async (t) => {
  const of = (files: string, cut: TileOptions) =>
    tiledSource({ ...sourceOf(photos), fingerprint: async () => files }, sizes, cut).fingerprint!();
  const all = await Promise.all([
    of('a', options),
    of('b', options),
    of('a', { ...options, overlap: 0 }),
    of('a', { ...options, countOnce: true }),
  ]);
  t.is(new Set(all).size, 4);
  t.is(await of('a', { ...options }), all[0]);
});

test('a survey is told of each photo once, by its first tile, and of the labels of every tile', async (t) => {
  const reads: number[] = [];
  const source: SampleSource = { ...sourceOf(photos), read: async (index) => (reads.push(index), photos[index]!) };
  const tiles = tiledSource(source, sizes, options);
  const examined = [];
  for (let index = 0; index < tiles.length; index++) examined.push(await tiles.examine!(index));
  t.deepEqual(
    examined.map(({ facts }) => facts.photo?.name),
    ['wide', undefined, undefined, undefined, undefined, undefined, 'small'],
  );
  t.deepEqual([examined[0]!.facts.photo!.height, examined[0]!.facts.photo!.width], [7, 10]);
  t.deepEqual(examined[6]!.facts.labels!.at(-1), [IGNORE_INDEX, 4]);
  t.is(examined[1]!.sample.name, 'wide@3,0');
  t.deepEqual(reads, [0, 1]);
});
