import test from 'ava';
import { maskValues } from '../../../../src/components/datasets/image-folder/mask-values.ts';

const classes = [
  { name: 'ground' },
  { name: 'cat', values: [7, 8], colors: [[1, 2, 3] as [number, number, number]] },
  { name: 'dog', color: [9, 9, 9] as [number, number, number] },
];

test('masks store the first value or colour that means a class, or what it is by default', (t) => {
  t.deepEqual(maskValues({ classes, mask_format: 'index' }), [0, 7, 2]);
  t.deepEqual(maskValues({ classes, mask_format: 'color' }), [
    [0, 0, 0],
    [1, 2, 3],
    [9, 9, 9],
  ]);
});
