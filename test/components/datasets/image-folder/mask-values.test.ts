import test from 'ava';
import { maskValues } from '../../../../src/components/datasets/image-folder/mask-values.ts';

const classes = [
  { name: 'ground' },
  { name: 'cat', values: [7, 8], colors: [[1, 2, 3] as [number, number, number]] },
  { name: 'dog', color: [9, 9, 9] as [number, number, number] },
];
const ignore = { values: [255], colors: [] };

test('masks store the first value or colour that means a class, or what it is by default', (t) => {
  t.deepEqual(maskValues({ classes, ignore, mask_format: 'index' }), { maskValues: [0, 7, 2] });
  t.deepEqual(maskValues({ classes, ignore, mask_format: 'color' }), {
    maskValues: [
      [0, 0, 0],
      [1, 2, 3],
      [9, 9, 9],
    ],
  });
});

test('labels and an offset count; a class of all other values has none of its own', (t) => {
  const names = [{ name: 'road' }, { name: 'car' }];
  const index = { classes: names, ignore, mask_format: 'index' } as const;
  t.deepEqual(maskValues({ ...index, labels: { 7: 'road', 26: 'car', 27: 'car' } }), { maskValues: [7, 26] });
  t.deepEqual(maskValues({ ...index, offset: 1 }), { maskValues: [1, 2] });
  t.deepEqual(maskValues({ ...index, labels: { '*': 'road', 26: 'car' } }), {});
  t.deepEqual(maskValues({ ...index, mask_format: 'objects' }), {});
});
