import test from 'ava';
import { expandGrid, gridSize } from '../../src/sweep/grid.ts';

const axes = [
  { path: 'a', values: [1, 2, 3] },
  { path: 'b', values: [10, 20] },
];

test('a grid is the product of its axes in order, the last fastest', (t) => {
  t.deepEqual(expandGrid(axes), [
    [1, 10],
    [1, 20],
    [2, 10],
    [2, 20],
    [3, 10],
    [3, 20],
  ]);
  t.is(gridSize(axes), 6);
});

test('a grid with an empty axis has no points', (t) => {
  t.deepEqual(expandGrid([...axes, { path: 'c', values: [] }]), []);
});
