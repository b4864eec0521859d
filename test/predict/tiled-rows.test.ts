import test from 'ava';
import type { NamedImage } from '../../src/data/sample.ts';
import type { Forward } from '../../src/predict/forward.ts';
import { tiledRows } from '../../src/predict/tiled-rows.ts';

async function allRows(image: NamedImage, tile: number, overlap: number, forward: Forward) {
  const rows: number[] = [];
  const froms: number[] = [];
  const framing = { kind: 'tiles', tile: { height: tile, width: tile }, overlap } as const;
  for await (const { from, count, logits } of tiledRows(image, framing, forward)) {
    if (logits.length % count !== 0) throw new Error(`expected ${count} whole rows, got ${logits.length} numbers`);
    froms.push(from);
    rows.push(...logits);
  }
  return { rows, froms };
}

function noise(height: number, width: number): NamedImage {
  const image = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 7919) % 251);
  return { name: 'noise', height, width, image };
}
const colors: Forward = async (image) => Float32Array.from(image);

test('where tiles agree, blending changes nothing, whatever the sizes', async (t) => {
  for (const [height, width, tile, overlap] of [
    [10, 13, 4, 1],
    [9, 9, 4, 3],
    [8, 8, 4, 0],
    [4, 11, 4, 2],
    [3, 2, 4, 2],
  ] as const) {
    const image = noise(height, width);
    const { rows } = await allRows(image, tile, overlap, colors);
    t.is(rows.length, height * width * 3);
    const worst = Math.max(...rows.map((value, at) => Math.abs(value - image.image[at]!)));
    t.true(worst < 1e-3, `${height} x ${width} in tiles of ${tile}: ${worst}`);
  }
});

test('a tile counts less towards its edges, over as many pixels as neighbours share', async (t) => {
  // Tiles of 4 at 0 and 2. Weights of a tile: 1/4, 3/4, 3/4, 1/4. The first says 0, the second 1.
  let tiles = 0;
  const numbered: Forward = async () => new Float32Array(16).fill(tiles++);
  const { rows } = await allRows(noise(4, 6), 4, 2, numbered);
  t.is(tiles, 2);
  const row = [0, 0, 0.25, 0.75, 1, 1];
  t.deepEqual(
    rows.map((value) => Number(value.toFixed(6))),
    [...row, ...row, ...row, ...row],
  );
});

test('the last tiles are moved back to end with the photo, and rows come as soon as no tile can change them', async (t) => {
  const cuts: number[] = [];
  const image = { ...noise(10, 3), image: Uint8Array.from({ length: 90 }, (_, at) => Math.floor(at / 9)) };
  const { froms } = await allRows(image, 4, 1, async (tile) => {
    cuts.push(tile[0]!);
    return Float32Array.from(tile);
  });
  t.deepEqual(cuts, [0, 3, 6]);
  t.deepEqual(froms, [0, 3, 6]);
});

test('a photo smaller than a tile is padded with black', async (t) => {
  let tile: number[] = [];
  await allRows({ name: 'x', height: 1, width: 1, image: Uint8Array.of(7, 8, 9) }, 2, 1, async (input) => {
    tile = [...input];
    return Float32Array.from(input);
  });
  t.deepEqual(tile, [7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});
