import { rm, writeFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { prepareSplits, surveysOf, type PrepareProgress } from '../../../src/data/prepare/prepare-splits.ts';
import { TesseraError, type ErrorCode } from '../../../src/core/errors/index.ts';
import { buildDataset, readAll } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { photo, writePets, type PetFiles } from '../../helpers/photos.ts';

const pets = (root: string, more: Record<string, unknown> = {}) =>
  buildDataset({
    type: 'oxford-iiit-pet',
    root,
    image_size: 8,
    split: { train: 0.5 },
    allow_empty: ['cat', 'dog'],
    ...more,
  });
const four = () => writePets([photo('a'), photo('b', 2), photo('c'), photo('d', 2)], [photo('e')]);

async function problemsOf(t: ExecutionContext, { root }: PetFiles): Promise<{ codes: ErrorCode[]; text: string }> {
  const error = await t.throwsAsync(prepareSplits(await pets(root)), { instanceOf: TesseraError });
  t.is(error.exitCode, 2);
  return { codes: error.problems.map(({ code }) => code).sort(), text: error.message };
}

test('every sample of every split is stored at the size of the experiment', async (t) => {
  const { root } = await four();
  const progress: PrepareProgress[] = [];
  const splits = await prepareSplits(await pets(root), { onProgress: (step) => progress.push(step) });
  t.deepEqual([splits.train.length, splits.val.length, splits.test.length], [2, 2, 1]);
  t.deepEqual(
    progress.map(({ split, done, total }) => `${split} ${done}/${total}`),
    ['train 1/5', 'train 2/5', 'val 3/5', 'val 4/5', 'test 5/5'],
  );
  for (const sample of [...(await readAll(splits.train)), ...(await readAll(splits.test))]) {
    t.deepEqual([sample.height, sample.width, sample.image.length, sample.mask.length], [8, 8, 192, 64]);
  }
});

test('photos that are scored at their own size are whole, and are read from their files each time', async (t) => {
  const files = await four();
  const whole = { evaluate_at: 'original', storage: { type: 'memory' } };
  const splits = await prepareSplits(await pets(files.root, whole), { multiple: 4 });
  t.deepEqual(splits.train.size, { height: 8, width: 8 });
  t.is(splits.val.size, undefined);
  t.is(splits.val.handle, undefined);
  t.deepEqual(splits.val.remote, { split: 'val', evaluated: { multiple: 4 } });
  t.is((await splits.train.read(0)).original, undefined);
  const { original } = await splits.test.read(0);
  t.is(original!.mask.length, original!.placement.photo.height * original!.placement.photo.width);
  await rm(files.image('e'));
  await t.throwsAsync(splits.test.read(0), { instanceOf: TesseraError });

  const other = await four();
  const evaluated = { evaluated: ['train'] as const, multiple: 4 };
  t.truthy((await (await prepareSplits(await pets(other.root, whole), evaluated)).train.read(0)).original);
});

test('a split that is not asked for is not read before it is used', async (t) => {
  const files = await four();
  await rm(files.image('e'));
  const splits = await prepareSplits(await pets(files.root), { splits: ['train', 'val'] });
  await t.throwsAsync(splits.test.read(0), { instanceOf: TesseraError, message: /e\.jpg/ });
});

test('a photo that is missing is named', async (t) => {
  const files = await four();
  await rm(files.image('b'));
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['file-missing']);
  t.true(text.includes(files.image('b')));
});

test('a photo without a mask is named', async (t) => {
  const files = await four();
  await rm(files.trimap('c'));
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['missing-mask']);
  t.true(text.includes(files.image('c')) && text.includes(files.trimap('c')));
});

test('a photo that cannot be decoded is named', async (t) => {
  const files = await four();
  await writeFile(files.image('e'), 'not a photo');
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['bad-image']);
  t.true(text.includes(files.image('e')));
});

test('a mask value outside of the classes is told with file, value and number of pixels', async (t) => {
  const files = await writePets([photo('a'), photo('b', 1, [1, 2, 7, 2], 4, 5)], [photo('e')]);
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['bad-mask-value']);
  t.true(text.includes(`${files.trimap('b')} has the value \`7\` in 5 pixels; expected one of 1, 2, 3`));
});

test('a mask of another size than its photo is told with both sizes', async (t) => {
  const files = await four();
  const other = await writePets([photo('a', 1, [1], 5, 6)], []);
  await writeFile(files.image('d'), await (await import('sharp')).default(other.image('a')).toBuffer());
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['bad-image']);
  t.true(text.includes(`${files.trimap('d')} is 12 x 9, its photo 6 x 5`));
});

test('a split without samples is named', async (t) => {
  const { codes, text } = await problemsOf(t, await writePets([photo('a'), photo('b')], []));
  t.deepEqual(codes, ['empty-split']);
  t.regex(text, /split `test`/);
});

test('all problems of all splits come at once', async (t) => {
  const files = await four();
  await rm(files.image('a'));
  await rm(files.trimap('a'));
  await rm(files.trimap('d'));
  await writeFile(files.image('e'), '');
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['bad-image', 'file-missing', 'missing-mask']);
  t.regex(text, /2 photos have no mask, first: .*a\.jpg \(.*a\.png does not exist\)/);
});

test('however many photos lack their mask, that is one problem', async (t) => {
  const names = Array.from({ length: 24 }, (_, index) => `p${index}`);
  const files = await writePets(
    names.map((name) => photo(name)),
    [photo('e')],
  );
  for (const name of names) await rm(files.trimap(name));
  const { codes, text } = await problemsOf(t, files);
  t.deepEqual(codes, ['missing-mask']);
  t.regex(text, /24 photos have no mask, first: .*p\d+\.jpg/);
});

test('after preparing, raw storage reports a file that breaks later', async (t) => {
  const files = await four();
  const splits = await prepareSplits(await pets(files.root, { storage: { type: 'raw' } }));
  t.is((await splits.test.read(0)).name, 'e');
  await rm(files.image('e'));
  await t.throwsAsync(splits.test.read(0), { instanceOf: TesseraError, message: /e\.jpg/ });
});

for (const type of ['memory', 'raw', 'memmap', 'hdf5']) {
  test(`${type}: the pass that stores samples counts the values of their masks`, async (t) => {
    const { root } = await four();
    const cache = await newFolder();
    const storage = ['memmap', 'hdf5'].includes(type) ? { type, cache } : { type };
    for (const attempt of ['stored now', 'stored before']) {
      const surveys = surveysOf(await prepareSplits(await pets(root, { storage })));
      const { values, photos } = surveys.train!;
      t.is(photos, 2, attempt);
      // Each of the three values has a third of 9 x 12 pixels.
      t.deepEqual(
        values.map(({ value, masks }) => `${value} in ${masks}`).filter((text) => text.startsWith('2')),
        ['2 in 2'],
        attempt,
      );
      t.is(
        values.reduce((sum, { pixels }) => sum + pixels, 0),
        2 * 108,
      );
    }
  });
}

test('a class without a pixel in train is an error before training', async (t) => {
  const { root } = await writePets([photo('a'), photo('b')], [photo('e', 2)]);
  const strict = { split: { train: 1 }, allow_empty: [] };
  const error = await t.throwsAsync(prepareSplits(await pets(root, strict), { splits: ['train', 'test'] }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code, message }) => `${code}: ${message}`),
    ['empty-class: expected pixels of every class in the split `train`, found none of dog'],
  );
  t.deepEqual(error.problems[0]!.hints, [
    'the masks hold 1 (33.3%, cat), 2 (33.3%, background), 3 (33.3%, ignored)',
    'if that is meant, write `allow_empty: [dog]` in the section `dataset`',
  ]);
});

test("a plugin's dataset is surveyed too: samples that come from no files have classes all the same", async (t) => {
  const shapes = await buildDataset({ type: 'shapes', train: 4, val: 1, test: 1, image_size: 16 });
  const classes = [...shapes.classes, { name: 'ghost', color: [1, 2, 3] as const }];
  const error = await t.throwsAsync(prepareSplits({ ...shapes, classes }), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, message }) => `${code}: ${message}`),
    ['empty-class: expected pixels of every class in the split `train`, found none of ghost'],
  );
  const allowed = classes.map((each) => ({ ...each, allowEmpty: true }));
  const { train } = surveysOf(await prepareSplits({ ...shapes, classes: allowed }));
  t.is(train!.photos, 4);
  t.true(train!.labels.some(([label, pixels]) => label === 0 && pixels > 0));
});

test('a split whose pixels are all ignored is an error before training', async (t) => {
  const { root } = await writePets([photo('a'), photo('b', 2)], [photo('e', 1, [3])]);
  const error = await t.throwsAsync(prepareSplits(await pets(root, { split: { train: 1 } }), { splits: ['test'] }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code }) => code),
    ['empty-split'],
  );
});

test('where rare classes are asked for, the training split says how often each sample is drawn', async (t) => {
  const { root } = await four();
  const plain = await prepareSplits(await pets(root));
  t.is(plain.train.repeatFactors, undefined);
  const { train, val } = await prepareSplits(await pets(root, { sampling: { repeat_threshold: 1 } }));
  t.is(train.repeatFactors?.length, 2);
  t.true(train.repeatFactors!.every((factor) => factor >= 1));
  t.is(val.repeatFactors, undefined);
});
