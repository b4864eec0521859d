import test, { type ExecutionContext } from 'ava';
import { eachRowOfPhoto, labelsOfPhoto, probabilitiesOfPhoto } from '../../../src/data/resize/back-to-photo.ts';
import type { Placement } from '../../../src/data/resize/placement.ts';
import { readFixture, unpack } from '../../helpers/data.ts';

interface BackCase {
  readonly classes: number;
  readonly placement: Placement;
  readonly logits: string;
  readonly resized: string;
  readonly labels: string;
  readonly probabilities: string;
}
const cases = await readFixture<BackCase[]>('data/back_to_photo.json');
const floats = (base64: string) => new Float32Array(unpack(base64).slice().buffer);

for (const { classes, placement, ...packed } of cases) {
  const { photo, scaled } = placement;
  const sizes = `${scaled.height} x ${scaled.width} to ${photo.height} x ${photo.width}`;
  test(`logits of ${sizes} give PyTorch's logits, labels and probabilities at the photo's size`, (t) => {
    const input = { logits: floats(packed.logits), classes, placement };
    const rows: number[] = [];
    const visited: number[] = [];
    eachRowOfPhoto(input, (row, y) => {
      visited.push(y);
      rows.push(...row);
    });
    t.deepEqual(visited, [...Array(photo.height).keys()]);
    assertNear(t, rows, floats(packed.resized), 1e-5);
    assertNear(t, probabilitiesOfPhoto(input), floats(packed.probabilities), 1e-6);
    t.deepEqual(labelsOfPhoto(input), unpack(packed.labels).slice());
  });
}

const square = (side: number) => ({ height: side, width: side });

test('of equal logits, the first class wins', (t) => {
  const placement = { photo: square(1), scaled: square(1), offset: { top: 0, left: 0 }, input: square(1) };
  t.deepEqual([...labelsOfPhoto({ logits: Float32Array.of(1, 2, 2), classes: 3, placement })], [1]);
});

test('an input that has a part of the photo only, or another number of logits, is an error', (t) => {
  const placement = { photo: square(4), scaled: square(4), offset: { top: 0, left: 0 }, input: square(4) };
  const back = (changed: Partial<Placement>, logits = 16) =>
    labelsOfPhoto({ logits: new Float32Array(logits), classes: 1, placement: { ...placement, ...changed } });
  t.is(back({}).length, 16);
  const cuts = [
    { top: -1, left: 0 },
    { top: 1, left: 0 },
    { top: 0, left: -1 },
    { top: 0, left: 1 },
  ];
  for (const offset of cuts) t.throws(() => back({ offset }), { message: /the whole photo/ });
  t.throws(() => back({}, 15), { message: 'expected 16 logits, got 15' });
});

function assertNear(t: ExecutionContext, actual: ArrayLike<number>, expected: Float32Array, most: number): void {
  t.is(actual.length, expected.length);
  const worst = expected.reduce((so, value, index) => Math.max(so, Math.abs(value - actual[index]!)), 0);
  t.true(worst <= most, `largest difference ${worst}`);
}
