import test from 'ava';
import {
  combine,
  extentOf,
  isFixed,
  isFixedAll,
  sameExtent,
  sameExtents,
  valueIn,
} from '../../../src/export/onnx/extent.ts';

test('a number that is the same in all recordings is fixed', (t) => {
  t.is(extentOf([4, 4, 4]), 4);
  t.deepEqual(extentOf([4, 4, 5]), { values: [4, 4, 5] });
  t.true(isFixed(extentOf([0, 0])));
  t.is(valueIn(7, 2), 7);
  t.is(valueIn({ values: [1, 2, 3] }, 2), 3);
});

test('what follows from extents is computed for each recording', (t) => {
  const length = extentOf([8, 12]);
  t.deepEqual(
    combine([length, 2], (a, b) => a / b),
    { values: [4, 6] },
  );
  t.is(
    combine([length, extentOf([4, 6])], (a, b) => a / b),
    2,
    'a factor that is the same',
  );
  t.is(
    combine([3, 4], (a, b) => a * b),
    12,
  );
});

test('extents are the same if they are in every recording', (t) => {
  t.true(sameExtent({ values: [1, 2] }, { values: [1, 2] }));
  t.false(sameExtent({ values: [1, 2] }, { values: [1, 3] }));
  t.false(sameExtent({ values: [1, 2] }, 1));
  t.true(sameExtents([1, { values: [1, 2] }], [1, { values: [1, 2] }]));
  t.false(sameExtents([1], [1, 1]));
});

test('attributes are fixed if no number in them varies, however deep', (t) => {
  t.true(isFixedAll({ a: [1, [2]], b: 'text', c: null }));
  t.false(isFixedAll({ a: [1, [{ values: [2, 3] }]] }));
});
