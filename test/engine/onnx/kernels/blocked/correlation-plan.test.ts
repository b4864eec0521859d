import test from 'ava';
import { planCorrelation } from '../../../../../src/engine/onnx/kernels/blocked/correlation-plan.ts';

/** For a 3x3 kernel with one pixel of padding over images [N, height, width, 16]. */
const plan = (batch: number, height: number, width: number, blockSize = 16) =>
  planCorrelation(
    [batch, height, width, 16],
    { kernel: [3, 3], strides: [1, 1], output: [height, width], pads: [1, 1, 1, 1] },
    blockSize,
  );

test('a block of small images is correlated at once', (t) => {
  t.deepEqual(plan(16, 8, 8), {
    parts: 1,
    inBlock: 1,
    tiles: 1,
    rows: 8,
    seenRows: 10,
    pads: [1, 1, 1, 1],
    padded: [10, 10],
    places: 3,
  });
});

test('large images are cut into tiles of 2048 positions and four rows, at least', (t) => {
  t.is(plan(16, 256, 256)!.tiles, 32);
  t.is(plan(16, 16, 4096)!.tiles, 4);
  t.is(plan(16, 128, 32)!.rows, 64);
  t.is(plan(16, 127, 64)!.tiles, 1, 'a prime number of rows has no tiles');
});

test('many images are several blocks, and few are cut to fill one', (t) => {
  t.is(plan(48, 8, 8)!.parts, 3);
  t.like(plan(4, 8, 8), { parts: 1, inBlock: 4, rows: 2 });
  t.like(plan(4, 8, 8, 8), { parts: 1, inBlock: 2, rows: 4 });
});

for (const [batch, height] of [
  [17, 16],
  [5, 16],
  [24, 16],
  [4, 10],
] as const) {
  test(`${batch} images of ${height} rows don't fill blocks of 16`, (t) => t.is(plan(batch, height, 8), undefined));
}

test('strides leave rows and columns over, or need more at the end', (t) => {
  const strided = (size: number, pads: [number, number, number, number], output: number) =>
    planCorrelation([16, size, size, 16], { kernel: [3, 3], strides: [2, 2], output: [output, output], pads }, 16);
  // Windows at 0 and 2 see 5 of 6 columns: a row fits in one place more than there are taps.
  t.like(strided(6, [0, 0, 0, 0], 2), { padded: [6, 6], seenRows: 5, places: 4 });
  // Windows at 0, 2 and 4 see 7 columns of 6.
  t.like(strided(6, [0, 0, 1, 1], 3), { pads: [0, 0, 1, 1], padded: [7, 7], seenRows: 7, places: 3 });
});
