import test from 'ava';
import { minFactorParam, totalStepsParam } from '../../../src/components/schedulers/params.ts';

test('steps are counted from 1, and absent where all of training counts', (t) => {
  t.is(totalStepsParam.parse(undefined), undefined);
  t.deepEqual(
    [0, 1, 1.5].map((steps) => totalStepsParam.safeParse(steps).success),
    [false, true, false],
  );
});

test('the least factor is from 0 to 1, and 0 by default', (t) => {
  t.is(minFactorParam('last').parse(undefined), 0);
  t.deepEqual(
    [-0.1, 0, 1, 1.1].map((factor) => minFactorParam('last').safeParse(factor).success),
    [false, true, true, false],
  );
  t.is(minFactorParam('lowest').description, 'The lowest learning rate divided by the first.');
});
