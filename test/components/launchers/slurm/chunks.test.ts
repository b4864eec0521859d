import test from 'ava';
import { chunksOf } from '../../../../src/components/launchers/slurm/chunks.ts';

test('tasks are one array if their numbers are below the largest', (t) => {
  t.deepEqual(chunksOf([1, 2, 1000], 1001), [{ offset: 0, indexes: [1, 2, 1000] }]);
});

test('the number in an array is below the largest size, from 0', (t) => {
  t.deepEqual(chunksOf([9, 10, 19, 20, 35], 10), [
    { offset: 0, indexes: [9] },
    { offset: 10, indexes: [10, 19] },
    { offset: 20, indexes: [20] },
    { offset: 30, indexes: [35] },
  ]);
});
