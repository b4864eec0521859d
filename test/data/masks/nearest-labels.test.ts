import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { Meanings } from '../../../src/data/masks/meanings.ts';
import { nearestLabels } from '../../../src/data/masks/nearest-labels.ts';

function label(
  stored: readonly number[],
  entries: readonly (readonly [number, number])[],
  more: Partial<Meanings> = {},
) {
  return nearestLabels({
    file: 'm.jpg',
    format: 'JPEG',
    stored,
    meanings: { labels: new Map(entries), ...more },
    noun: 'value',
    nameOf: String,
    distance: (a, b) => Math.abs(a - b),
    count: () => stored.map((value) => ({ value: String(value), pixels: 1 })),
  });
}
const binary = [
  [0, 0],
  [255, 1],
] as const;

test('each pixel is given the nearest value within 32 levels, and is ignored beyond', (t) => {
  const { data, count } = label([0, 3, 32, 33, 222, 223, 255, 250, 1, 2, 3, 4], binary);
  t.deepEqual([...data], [0, 0, 0, 255, 255, 1, 1, 1, 0, 0, 0, 0]);
  t.deepEqual(count!(), [
    { value: '0', label: 0, pixels: 7 },
    { value: 'other values', label: 255, pixels: 2 },
    { value: '255', label: 1, pixels: 3 },
  ]);
});

test('a pixel that is far from all has the meaning of all others, if there is one', (t) => {
  const { data } = label([0, 200, 100, 31], [[0, 0]], { others: 1 });
  t.deepEqual([...data], [0, 1, 1, 0]);
});

test('between values that are close, less than half of the way counts', (t) => {
  const { data } = label(
    [100, 107, 108, 109, 116, 100, 100, 100, 100],
    [
      [100, 1],
      [116, 2],
    ],
  );
  t.deepEqual([...data], [1, 1, 255, 2, 2, 1, 1, 1, 1]);
});

test('values that are closer than 16 levels can only be told apart if they mean the same', (t) => {
  const error = t.throws(
    () =>
      label(
        [0, 15],
        [
          [0, 0],
          [15, 1],
        ],
      ),
    { instanceOf: TesseraError },
  );
  t.is(error.problems[0]!.code, 'bad-image');
  t.regex(error.message, /m\.jpg .* 0 and 15 are only 15 apart; expected 16 or more, or a PNG/);
  const same = label(
    [0, 3],
    [
      [0, 1],
      [3, 1],
    ],
  );
  t.deepEqual([...same.data], [1, 1]);
});

test('a file of which more than a quarter is far from all values is no mask', (t) => {
  t.notThrows(() => label([0, 0, 0, 128], binary));
  const error = t.throws(() => label([0, 0, 128, 128], binary), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-mask-value');
  t.regex(error.message, /expected one of 0, 255/);
});

test('a person is told', (t) => {
  const { remarks } = label([0], binary);
  t.is(
    remarks![0]!.kind.many,
    'masks are JPEGs, which store values only roughly; a pixel that is more than 32 levels from each with a meaning is ignored (better: PNG)',
  );
  t.regex(
    label([0], [[0, 0]], { others: 1 }).remarks![0]!.kind.one,
    /^mask is a JPEG, .* has the meaning of all others/,
  );
});
