import test from 'ava';
import { finishDataset } from '../../../src/components/datasets/finish-dataset.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import type { BuildContext } from '../../../src/registry/index.ts';
import { buildStorage, coordinateSample, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const source = sourceOf([coordinateSample(8, 8, 'photo')]);
const given = { classes: [], splits: { train: source, val: source, test: source } };
const params = {
  image_size: 4,
  resize: 'cover' as const,
  evaluate_at: 'input' as const,
  interpolation: 'nearest' as const,
  storage: { type: 'memory' },
  tiles: undefined,
  allow_empty: [] as string[],
  fraction: 1,
};
const context = async () =>
  ({
    seed: 0,
    workingDirectory: await newFolder(),
    build: (_: 'storage', storage: { type: string }) => buildStorage(storage),
  }) as unknown as BuildContext;

test('one side is a square, two are height and width', async (t) => {
  t.deepEqual((await finishDataset(given, params, await context())).imageSize, { height: 4, width: 4 });
  const wide = { ...params, image_size: [3, 5] as [number, number] };
  t.deepEqual((await finishDataset(given, wide, await context())).imageSize, { height: 3, width: 5 });
});

test('one policy stands for all splits', async (t) => {
  const { resize, evaluateAt } = await finishDataset(given, params, await context());
  t.deepEqual(resize, { train: 'cover', val: 'cover', test: 'cover' });
  t.is(evaluateAt, 'input');
  const each = { train: 'none', val: 'fit', test: 'stretch' } as const;
  const other = await finishDataset(given, { ...params, resize: each, evaluate_at: 'original' }, await context());
  t.deepEqual([other.resize, other.evaluateAt], [each, 'original']);
});

test('tiles overlap in training only', async (t) => {
  const { splits } = await finishDataset(given, { ...params, tiles: { overlap: 2 } }, await context());
  t.deepEqual([splits.train.length, splits.val.length, splits.test.length], [9, 4, 4]);
});

test('tiles overlap by less than their side', async (t) => {
  await t.throwsAsync(finishDataset(given, { ...params, tiles: { overlap: 4 } }, await context()), {
    instanceOf: TesseraError,
    message: /dataset\.tiles\.overlap: expected at most 3, less than a tile, got 4/,
  });
});

test('classes that may be empty are marked, and names of none are refused', async (t) => {
  const classes = ['sky', 'road'].map((name) => ({ name, color: [0, 0, 0] as const }));
  const finish = async (allow_empty: string[]) =>
    finishDataset({ ...given, classes }, { ...params, allow_empty }, await context());
  t.deepEqual(
    (await finish(['road'])).classes.map(({ name, allowEmpty }) => [name, allowEmpty]),
    [
      ['sky', undefined],
      ['road', true],
    ],
  );
  const error = await t.throwsAsync(finish(['raod']), { instanceOf: TesseraError });
  t.is(error.problems[0]!.path, 'dataset.allow_empty');
  t.deepEqual(error.problems[0]!.hints, ['did you mean `road`?']);
});

test('a share of the training samples is drawn with the seed, and of the others all are used', async (t) => {
  const samples = Array.from({ length: 10 }, (_, index) => coordinateSample(8, 8, `${index}`));
  const many = sourceOf(samples);
  const all = { ...given, splits: { train: many, val: many, test: many } };
  const names = async (fraction: number, seed = 0) => {
    const { splits } = await finishDataset(all, { ...params, fraction }, { ...(await context()), seed });
    t.is(splits.val.length, 10);
    return Array.from({ length: splits.train.length }, (_, index) => splits.train.name(index));
  };
  const [three, six] = [await names(0.3), await names(0.6)];
  t.is(three.length, 3);
  t.is(six.length, 6);
  t.true(
    three.every((name) => six.includes(name)),
    'a smaller share is a part of a larger one',
  );
  t.notDeepEqual(await names(0.3, 1), three);
  t.is((await names(1)).length, 10);
  t.is((await names(0.01)).length, 1, 'at least one is left');
});
