import test from 'ava';
import { isVisibleAtFirst, maskColors, sharesOf } from '../../../src/demo/page/mask-colors.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] as const },
  { name: 'cat', color: [200, 10, 20] as const },
  { name: 'dog', color: [0, 0, 1] as const },
];

test('a pixel has the colour of its class, or is transparent where that is hidden', (t) => {
  const pixels = maskColors(Uint8Array.of(1, 0, 2, 1), classes, [true, true, false]);
  t.deepEqual([...pixels], [200, 10, 20, 255, 0, 0, 0, 255, 0, 0, 0, 0, 200, 10, 20, 255]);
});

test('shares count the pixels of each class', (t) => {
  t.deepEqual(sharesOf(Uint8Array.of(1, 0, 1, 1), 3), [0.25, 0.75, 0]);
});

test('only a black class is hidden at first', (t) => {
  t.deepEqual(classes.map(isVisibleAtFirst), [false, true, true]);
});
