import test from 'ava';
import { drawCaptions, drawLegend } from '../../../src/data/survey/contact-sheet-text.ts';

const textsOf = (svg: string) =>
  [...svg.matchAll(/<text x="(\d+)" y="(\d+)"[^>]*>([^<]*)<\/text>/g)].map(([, x, y, text]) => [
    Number(x),
    Number(y),
    text,
  ]);
const boxesOf = (svg: string) =>
  [...svg.matchAll(/<rect x="(\d+)" y="(\d+)"[^>]*fill="([^"]*)"/g)].map(([, x, y, fill]) => [
    Number(x),
    Number(y),
    fill,
  ]);

test('captions stand over their columns, and are cut where these end', (t) => {
  // (64 - 4) / 7.5 = 8 letters.
  const { svg, height } = drawCaptions(['before', 'augmented twice'], 64, 128);
  t.deepEqual(textsOf(svg), [
    [4, 15, 'before'],
    [68, 15, 'augmente'],
  ]);
  t.is(height, 22);
  t.true(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="128" height="22">'));
});

test('a legend goes on in another line where a name would not fit', (t) => {
  const classes = [
    { name: 'background', color: [0, 0, 0] },
    { name: 'cat', color: [255, 128, 0] },
    { name: 'dog', color: [0, 0, 255] },
  ] as const;
  // Widths: 12 + 6 + 75 + 12 = 105, 12 + 6 + 23 + 12 = 53, 53.
  const wide = drawLegend(classes, 4 + 105 + 53 + 53);
  t.is(wide.height, 22);
  t.deepEqual(boxesOf(wide.svg), [
    [4, 5, 'rgb(0,0,0)'],
    [109, 5, 'rgb(255,128,0)'],
    [162, 5, 'rgb(0,0,255)'],
  ]);
  const narrow = drawLegend(classes, 4 + 105 + 53 + 52);
  t.is(narrow.height, 44);
  t.deepEqual(boxesOf(narrow.svg).at(-1), [4, 27, 'rgb(0,0,255)']);
  t.deepEqual(textsOf(narrow.svg).at(-1), [22, 37, 'dog']);
});

test('a name wider than the sheet begins no further line, and letters of XML are escaped', (t) => {
  const { svg, height } = drawLegend([{ name: 'a<b&c', color: [1, 2, 3] }], 10);
  t.is(height, 22);
  t.deepEqual(textsOf(svg), [[22, 15, 'a&lt;b&amp;c']]);
});
