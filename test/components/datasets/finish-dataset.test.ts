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
  interpolation: 'nearest' as const,
  storage: { type: 'memory' },
  tiles: undefined,
  allow_empty: [] as string[],
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
