import test from 'ava';
import { labelsOfPhoto } from '../../src/data/resize/back-to-photo.ts';
import { placeWhole, type Resize } from '../../src/data/resize/placement.ts';
import type { ImageSize, NamedImage } from '../../src/data/sample.ts';
import { countClasses } from '../../src/predict/class-totals.ts';
import type { Forward } from '../../src/predict/forward.ts';
import { logitRows } from '../../src/predict/logit-rows.ts';

/** Three classes: red, green and blue. */
const colors: Forward = async (image) => Float32Array.from(image);

function noise(height: number, width: number): NamedImage {
  const image = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 7919) % 251);
  return { name: 'noise', height, width, image };
}

async function allRows(image: NamedImage, resize: Resize, forward: Forward) {
  const rows: number[] = [];
  const froms: [number, number][] = [];
  for await (const { from, count, logits } of logitRows(
    image,
    { kind: 'whole', resize, interpolation: 'bilinear' },
    forward,
  )) {
    froms.push([from, count]);
    rows.push(...logits);
  }
  return { rows, froms };
}

test('a photo that keeps its size is padded on the way there, and comes back pixel by pixel', async (t) => {
  const seen: ImageSize[] = [];
  const forward: Forward = (image, { height, width }) => {
    seen.push({ height, width });
    return colors(image, { height, width });
  };
  const image = noise(5, 6);
  const resize = { policy: 'none', size: { height: 8, width: 8 }, multiple: 8 } as const;
  const { rows, froms } = await allRows(image, resize, forward);
  t.deepEqual(seen, [{ height: 8, width: 8 }]);
  t.deepEqual(rows, [...image.image]);
  t.deepEqual(froms, [[0, 5]]);
});

test('rows of a wide photo come a few at a time, and their labels are those that `test` scores', async (t) => {
  const image = noise(5, 30_000);
  const resize = { policy: 'stretch', size: { height: 8, width: 16 }, multiple: 8 } as const;
  const totals = countClasses(3);
  const labels: number[] = [];
  const froms: number[] = [];
  let logits = new Float32Array();
  const forward: Forward = async (input, size) => (logits = Float32Array.from(await colors(input, size)));
  for await (const rows of logitRows(image, { kind: 'whole', resize, interpolation: 'nearest' }, forward)) {
    froms.push(rows.from);
    for (const label of totals.add(rows.logits)) labels.push(label);
  }
  t.deepEqual(froms, [0, 2, 4]);
  t.deepEqual(labels, [...labelsOfPhoto({ logits, classes: 3, placement: placeWhole(image, resize) })]);
});
