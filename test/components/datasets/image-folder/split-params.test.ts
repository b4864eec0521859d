import test from 'ava';
import { areByDefault, splitsParam } from '../../../../src/components/datasets/image-folder/split-params.ts';

test('without a word, 70 % train, 15 % validate and 15 % test', (t) => {
  const splits = splitsParam.parse(undefined);
  t.deepEqual(splits, { train: { share: 0.7 }, val: { share: 0.15 }, test: { share: 0.15 } });
  t.true(areByDefault(splits));
  t.false(areByDefault(splitsParam.parse({ train: { share: 0.7 }, val: { share: 0.3 } })));
  t.false(areByDefault(splitsParam.parse({})));
});

test('a share is more than nothing and at most all', (t) => {
  const takes = (share: number) => splitsParam.safeParse({ train: { share } }).success;
  t.deepEqual([0, 0.001, 1, 1.001].map(takes), [false, true, true, false]);
});
