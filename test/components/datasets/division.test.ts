import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { divideSamples, divisionContradictions, divisionParam } from '../../../src/components/datasets/division.ts';

const photos = Array.from({ length: 20 }, (_, index) => ({
  name: `p${index >> 1}_${index}`,
  fields: { patient: `p${index >> 1}` },
}));
const labelsOf = async (some: readonly { name: string }[]) => some.map(({ name }) => (name === 'p0_0' ? [0, 1] : [0]));

const divided = (division: object, some = photos) =>
  divideSamples(some, divisionParam.unwrap().parse(division), { seed: 0, labelsOf });
const sizesOf = async (division: object) => {
  const { train, val, test: tested } = await divided(division);
  return [train.length, val.length, tested.length];
};

test('shares, of which validation gets what the others leave', async (t) => {
  t.deepEqual(await sizesOf({ train: 0.8 }), [16, 4, 0]);
  t.deepEqual(await sizesOf({ train: 0.5, test: 0.2 }), [10, 6, 4]);
  t.deepEqual(await sizesOf({ train: 0.5, val: 0.1 }), [10, 2, 0]);
});

test('the chosen fold is for validation, and a share for the test is the same for all folds', async (t) => {
  const folds = await Promise.all([0, 1, 2, 3].map((fold) => divided({ folds: 4, fold, test: 0.2 })));
  t.deepEqual(
    folds.map(({ train, val, test: tested }) => [train.length, val.length, tested.length]),
    Array(4).fill([12, 4, 4]),
  );
  t.is(new Set(folds.map(({ test: tested }) => tested.map(({ name }) => name).join())).size, 1);
  t.is(new Set(folds.flatMap(({ val }) => val.map(({ name }) => name))).size, 16);
  const names = folds[0]!.train.map(({ name }) => photos.findIndex((photo) => photo.name === name));
  t.deepEqual(
    names,
    names.toSorted((a, b) => a - b),
    'photos keep their order',
  );
});

test('groups by field, or by a pattern of the name', async (t) => {
  for (const group of ['patient', '{patient}_*']) {
    const { train, val } = await divided({ train: 0.5, group });
    const own = new Set(val.map(({ fields }) => fields['patient']));
    t.is(val.length, 10);
    // The second part of the pattern would make each photo a group of its own.
    t.is(own.size, 5, group);
    t.false(
      train.some(({ fields }) => own.has(fields['patient'])),
      group,
    );
  }
});

test('the seed of the division counts, and not that of the experiment', async (t) => {
  const withSeed = async (seed: number, division: object) =>
    (await divideSamples(photos, divisionParam.unwrap().parse(division), { seed, labelsOf })).val.map(
      ({ name }) => name,
    );
  t.deepEqual(await withSeed(1, { train: 0.8, seed: 7 }), await withSeed(2, { train: 0.8, seed: 7 }));
  t.notDeepEqual(await withSeed(1, { train: 0.8 }), await withSeed(2, { train: 0.8 }));
});

test('masks are read for a stratified division only', async (t) => {
  const read = async (division: object) => {
    let count = 0;
    const counting = async (some: readonly { name: string }[]) => ((count += some.length), labelsOf(some));
    await divideSamples(photos, divisionParam.unwrap().parse(division), { seed: 0, labelsOf: counting });
    return count;
  };
  t.is(await read({ train: 0.8 }), 0);
  t.is(await read({ train: 0.8, stratified: true }), 20);
});

const problem = async (
  t: { throwsAsync: (call: Promise<unknown>, expected: { instanceOf: typeof TesseraError }) => Promise<TesseraError> },
  division: object,
  some = photos,
) => (await t.throwsAsync(divided(division, some), { instanceOf: TesseraError })).problems[0]!;

test('a group that photos lack is told', async (t) => {
  const unknown = await problem(t, { train: 0.8, group: 'patent' });
  t.deepEqual(
    [unknown.code, unknown.path, unknown.hints],
    ['bad-value', 'dataset.split.group', ['did you mean `patient`?']],
  );
  t.regex((await problem(t, { train: 0.8, group: 'x{a}_*' })).message, /expected every photo to have a group.*p0_0/);
  const some = photos.map((photo, index) => (index === 3 ? { ...photo, fields: { patient: '' } } : photo));
  t.regex((await problem(t, { train: 0.8, group: 'patient' }, some)).message, /got p1_3 without/);
});

test('too few photos or groups are told', async (t) => {
  t.regex((await problem(t, { folds: 21, fold: 0 })).message, /expected a photo in each of 21 parts, got 20 photos/);
  const few = await problem(t, { folds: 11, fold: 0, group: 'patient' });
  t.is(few.code, 'empty-split');
  t.regex(few.message, /11 parts, got 20 photos in 10 groups/);
});

test('keys that contradict each other', (t) => {
  const messages = (division: object) =>
    divisionContradictions(divisionParam.unwrap().parse(division)).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
  t.deepEqual(messages({}), ['split: expected `train`, a share, or `folds` and `fold`']);
  t.deepEqual(messages({ train: 0.8, fold: 1 }), ['split.fold: expected `folds` beside `fold`, the number of folds']);
  t.deepEqual(messages({ train: 0.8, val: 0.3 }), ['split.train: expected shares that add up to at most 1, got 1.100']);
  t.deepEqual(messages({ train: 0.8, test: 0.2 }), [
    'split.train: expected shares that leave some photos for validation, got none',
  ]);
  t.deepEqual(messages({ folds: 5 }), ['split.folds: expected `fold` beside `folds`, from 0 to 4']);
  t.deepEqual(messages({ folds: 5, fold: 5 }), ['split.fold: expected a fold from 0 to 4, got 5']);
  t.deepEqual(messages({ folds: 5, fold: 0, val: 0.2 }), ['split.val: expected `folds` or `val`, got both']);
  t.deepEqual(messages({ folds: 5, fold: 0, test: 1 }), [
    'split.test: expected a share that leaves photos for the folds, got 1',
  ]);
  for (const right of [{ train: 0.7, val: 0.15, test: 0.15 }, { train: 0.8 }, { folds: 5, fold: 4, test: 0.1 }])
    t.deepEqual(messages(right), []);
});
