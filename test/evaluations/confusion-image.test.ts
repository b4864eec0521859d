import test from 'ava';
import { decode } from 'fast-png';
import { confusionSvg, drawConfusion } from '../../src/evaluations/confusion-image.ts';

test('cells are shaded by their share of the row, which is written in them', (t) => {
  const svg = confusionSvg(
    [
      [3, 1],
      [0, 0],
    ],
    ['sky', 'a<b'],
  );
  const fills = [...svg.matchAll(/fill="(rgb\([^)]*\))"/g)].map(([, fill]) => fill);
  t.deepEqual(fills, ['rgb(70,100,144)', 'rgb(193,203,218)', 'rgb(255,255,255)', 'rgb(255,255,255)']);
  const texts = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, content]) => content);
  t.deepEqual(texts, ['75.0', '25.0', 'sky', 'a&lt;b', 'sky', 'a&lt;b', 'predicted', 'actual']);
});

test('a share that is not nothing is not written as nothing, nor is almost all written as all', (t) => {
  const svg = confusionSvg(
    [
      [99_999, 1],
      [0, 5],
    ],
    ['a', 'b'],
  );
  for (const text of ['&gt;99.9', '&lt;0.1', '>100.0<', '>0.0<']) t.true(svg.includes(text), text);
});

test('many classes are drawn without numbers, in small cells', async (t) => {
  const names = Array.from({ length: 21 }, (_, index) => `class ${index}`);
  const rows = names.map((_, row) => names.map((__, column) => (row === column ? 1 : 0)));
  t.false(confusionSvg(rows, names).includes('100.0'));
  const { width, height } = decode(await drawConfusion(rows, names));
  t.is(width, height);
  t.true(width < 500, String(width));
});
