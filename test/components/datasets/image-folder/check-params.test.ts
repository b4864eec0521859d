import test from 'ava';
import {
  isDividedOtherwise,
  pathContradictions,
} from '../../../../src/components/datasets/image-folder/check-params.ts';
import { splitsParam } from '../../../../src/components/datasets/image-folder/split-params.ts';
import { divisionParam } from '../../../../src/components/datasets/division.ts';

function messages({ splits, split, ...rest }: Record<string, unknown>): string[] {
  const params = {
    images: 'images',
    masks: 'masks',
    mask_format: 'index',
    splits: splitsParam.parse(splits),
    ...(split !== undefined && { split: divisionParam.parse(split) }),
    ...rest,
  };
  return pathContradictions(params).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a pattern that is none is told once, at its key', (t) => {
  t.deepEqual(messages({ images: 'a/{}.png', masks: 'b/*.png' }), [
    'images: expected a pattern such as `*/*_mask.png`: expected a name such as `{patient}` or alternatives such as `{jpg,png}`, got `{}`',
  ]);
  const own = { train: { images: 'a**/b.png' }, val: {} };
  t.regex(messages({ splits: own })[0]!, /^splits\.train\.images: .*`\*\*` must be a whole folder/);
});

test('patterns whose wildcards do not correspond', (t) => {
  t.regex(
    messages({ images: 'a/*/*.jpg', masks: 'b/*.png' })[0]!,
    /^masks: expected wildcards that stand for the same as those of the photos: `a\/\*\/\*\.jpg` has 2 `\*`/,
  );
  t.deepEqual(messages({ images: 'a/*.png', masks: 'a/*.png' }), [
    'masks: expected a pattern of its own, got that of the photos',
  ]);
  t.deepEqual(messages({ images: 'a/*/*.jpg', masks: 'b/*/*.png' }), []);
  t.deepEqual(messages({ images: 'a/*.jpg', masks: 'b/*/*.png', mask_format: 'objects' }), []);
  t.deepEqual(messages({ images: 'a/{p}_*.jpg', masks: 'folder' }), []);
});

test('a group is a wildcard of the photos, or a pattern', (t) => {
  const group = (name: string, more = {}) =>
    messages({ images: 'a/{patient}/*.jpg', masks: 'b/{patient}/*.png', split: { train: 0.8, group: name }, ...more });
  t.deepEqual(group('patient'), []);
  t.deepEqual(group('{x}_*'), []);
  t.deepEqual(group('patinet'), [
    'split.group: expected the name of a wildcard in `images`, got `patinet`; did you mean `patient`?',
  ]);
  t.regex(group('{x_*')[0]!, /^split\.group: expected a pattern such as .* a brace is not closed/);
  t.regex(group('{}_*')[0]!, /^split\.group: expected a pattern such as/);
  t.deepEqual(group('anything', { pairs: 'p.csv' }), []);
});

test('shares beside what takes their place', (t) => {
  const splits = { train: { share: 0.9 }, val: { share: 0.1 } };
  t.deepEqual(messages({ splits, split: { train: 0.8 } }), [
    'splits.train.share: expected no share beside `split`, which divides the photos; write `split: {train: 0.8}`',
    'splits.val.share: expected no share beside `split`, which divides the photos; write `split: {train: 0.8}`',
  ]);
  t.regex(
    messages({ splits, images: '{split}/*.jpg', masks: 'm/{split}/*.png' })[0]!,
    /beside `\{split\}` in `images`/,
  );
  t.deepEqual(messages({ splits }), []);
  t.deepEqual(messages({ split: { train: 0.8 }, split_seed: 1 }), [
    'split_seed: expected the seed of `split` in it: `split: {seed: ...}`',
  ]);
});

test('a training or validation split that nothing names', (t) => {
  t.deepEqual(messages({ splits: { train: {} } }), [
    'splits: expected `val` in `splits`, or `split`, which divides the photos',
  ]);
  t.deepEqual(messages({ splits: { test: { list: 't.txt' } }, split: { train: 0.8 } }), []);
  t.deepEqual(messages({ splits: { test: {} }, pairs: 'p.csv' }), []);
  t.deepEqual(messages({ splits: { test: {} }, images: '{split}/*.jpg', masks: 'm/{split}/*.png' }), []);
});

test('shares that nobody wrote give way', (t) => {
  const params = { images: 'images', masks: 'masks', mask_format: 'index', splits: splitsParam.parse(undefined) };
  t.false(isDividedOtherwise(params));
  t.true(isDividedOtherwise({ ...params, split: divisionParam.parse({ train: 0.8 }) }));
  t.true(isDividedOtherwise({ ...params, images: '{split}/*.jpg', masks: 'm/{split}/*.png' }));
  t.false(isDividedOtherwise({ ...params, images: '{split}/*.jpg', splits: { train: {}, val: {} } }));
});
