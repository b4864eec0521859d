import test from 'ava';
import { decode } from 'fast-png';
import { drawContactSheet, type SheetRow } from '../../../src/data/survey/contact-sheet.ts';
import { drawLegend } from '../../../src/data/survey/contact-sheet-text.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] as const },
  { name: 'a & b', color: [200, 0, 100] as const },
];
const sample = {
  name: 'x',
  height: 1,
  width: 3,
  image: new Uint8Array(9).fill(100),
  mask: Uint8Array.from([0, 1, 255]),
};
/** The line above the first row. */
const captions = 22;

type Drawn = Pick<typeof sample, 'height' | 'width' | 'image' | 'mask'>;

const pairs = (samples: readonly Drawn[]) => ({
  cells: samples.flatMap(({ image, mask, height, width }) => [
    { image, height, width },
    { image, mask, height, width },
  ]),
});

async function draw(rows: readonly SheetRow[], caption = ['stored']) {
  const sheet = decode(await drawContactSheet({ captions: caption, rows, classes }));
  const pixel = (x: number, y: number) => [
    ...sheet.data.subarray(
      ((captions + y) * sheet.width + x) * sheet.channels,
      ((captions + y) * sheet.width + x) * sheet.channels + 3,
    ),
  ];
  return { width: sheet.width, height: sheet.height, pixel };
}

test('each row has photo and overlay of each of its samples, ignored pixels lightened, background left alone', async (t) => {
  const { width, pixel } = await draw([pairs([sample, sample]), pairs([sample])], ['stored', 'augmented']);
  t.is(width, 4 * (3 + 4) + 4);
  t.deepEqual(
    [pixel(4, 4), pixel(5, 4), pixel(6, 4)],
    [
      [100, 100, 100],
      [100, 100, 100],
      [100, 100, 100],
    ],
  );
  t.deepEqual(
    [pixel(11, 4), pixel(12, 4), pixel(13, 4)],
    [
      [100, 100, 100],
      [150, 50, 100],
      [177, 177, 177],
    ],
  );
  t.deepEqual(pixel(11, 9), [100, 100, 100], 'the second row');
  t.deepEqual(pixel(18, 9), [32, 32, 32], 'nothing beside it');
});

test('samples that augmentations have made smaller or larger have room', async (t) => {
  const large = { name: 'y', height: 2, width: 5, image: new Uint8Array(30).fill(200), mask: new Uint8Array(10) };
  const { width, pixel } = await draw([pairs([sample, large])]);
  t.is(width, 4 * (5 + 4) + 4);
  t.deepEqual(
    [pixel(22, 5), pixel(26, 5)],
    [
      [200, 200, 200],
      [200, 200, 200],
    ],
  );
  t.deepEqual(pixel(4, 5), [32, 32, 32], 'below the smaller one');
});

test('a title is a line above its row', async (t) => {
  const { height, pixel } = await draw([pairs([sample]), { ...pairs([sample]), title: 'x' }]);
  const plain = await draw([pairs([sample]), pairs([sample])]);
  t.is(height, plain.height + captions);
  t.deepEqual(pixel(4, 4), [100, 100, 100], 'the first row has no title');
  t.deepEqual(pixel(4, 9 + captions), [100, 100, 100], 'the second row is below its title');
});

test('a legend takes as many lines as its classes need', (t) => {
  const many = Array.from({ length: 21 }, (_, index) => ({ name: `class ${index}`, color: [index, 0, 0] as const }));
  const { svg, height } = drawLegend(many, 300);
  t.is(height, 7 * 22);
  const places = [...svg.matchAll(/<rect x="(\d+)" y="(\d+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  t.is(new Set(places.map(String)).size, 21);
  t.true(places.every(([x]) => x! < 300));
  t.is(drawLegend(many.slice(0, 2), 300).height, 22);
});
