import sharp from 'sharp';
import test from 'ava';
import { drawPanel, legendMarkdown } from '../../src/log/index.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] },
  { name: 'cat', color: [200, 10, 20] },
] as const;

async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return {
    info,
    pixel: (row: number, column: number) => [
      ...data.subarray((row * info.width + column) * 3, (row * info.width + column) * 3 + 3),
    ],
  };
}

test('the panel is input, ground truth and prediction with a gap, masks in the colours of their classes', async (t) => {
  const panel = await drawPanel({
    image: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    mask: Uint8Array.of(0, 1, 255, 7),
    prediction: Uint8Array.of(1, 0, 0, 1),
    height: 2,
    width: 2,
    classes,
  });
  const { info, pixel } = await pixelsOf(panel.png);
  t.deepEqual([panel.width, panel.height, info.width, info.height, info.channels], [14, 2, 14, 2, 3]);
  const row = (index: number) => Array.from({ length: 14 }, (_, column) => pixel(index, column));
  const gap = Array.from({ length: 4 }, () => [128, 128, 128]);
  const [black, cat, white, magenta] = [
    [0, 0, 0],
    [200, 10, 20],
    [255, 255, 255],
    [255, 0, 255],
  ];
  t.deepEqual(row(0), [[1, 2, 3], [4, 5, 6], ...gap, black, cat, ...gap, cat, black]);
  t.deepEqual(row(1), [[7, 8, 9], [10, 11, 12], ...gap, white, magenta, ...gap, black, cat]);
});

test('a large image is reduced by a whole factor, so that no colour is mixed', async (t) => {
  const [height, width] = [3, 1025];
  const mask = Uint8Array.from({ length: height * width }, (_, index) => ((index % width) % 3 === 0 ? 1 : 0));
  const panel = await drawPanel({
    image: new Uint8Array(height * width * 3),
    mask,
    prediction: mask,
    height,
    width,
    classes,
  });
  const { pixel } = await pixelsOf(panel.png);
  t.deepEqual([panel.width, panel.height], [3 * 342 + 8, 1]);
  t.deepEqual(
    [pixel(0, 346), pixel(0, 346 + 341)],
    [
      [200, 10, 20],
      [200, 10, 20],
    ],
  );
});

test('the legend is a table with the colours as hex', (t) => {
  t.is(
    legendMarkdown(classes),
    '| class | name | colour |\n| ---: | --- | --- |\n| 0 | background | `#000000` |\n| 1 | cat | `#c80a14` |\n| 255 | ignored | `#ffffff` |',
  );
});
