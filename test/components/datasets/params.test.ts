import test from 'ava';
import { z } from 'zod';
import {
  classesParam,
  commonParams,
  splitParam,
  suffixes,
  suffixParam,
} from '../../../src/components/datasets/params.ts';

const common = z.strictObject(commonParams(() => z.looseObject({ type: z.string() }) as never));
const takes = (params: object) => common.safeParse(params).success;

test('a dataset says its size; the rest has defaults', (t) => {
  t.deepEqual(common.parse({ image_size: 64 }), {
    image_size: 64,
    resize: 'cover',
    evaluate_at: 'input',
    interpolation: 'bilinear',
    allow_empty: [],
    fraction: 1,
    storage: { type: 'memory' },
  });
  t.deepEqual(common.parse({ image_size: 64, resize: { val: 'fit' } }).resize, {
    train: 'cover',
    val: 'fit',
    test: 'cover',
  });
});

test('sizes, shares and thresholds have their ends', (t) => {
  t.deepEqual(
    [[32, 48], [32], 0, 1.5].map((image_size) => takes({ image_size })),
    [true, false, false, false],
  );
  t.deepEqual(
    [0, 0.1, 1, 1.1].map((fraction) => takes({ image_size: 8, fraction })),
    [false, true, true, false],
  );
  t.deepEqual(
    [0, 1, 2].map((repeat_threshold) => takes({ image_size: 8, sampling: { repeat_threshold } })),
    [false, true, false],
  );
  t.deepEqual(
    [-1, 0].map((overlap) => takes({ image_size: 8, tiles: { overlap } })),
    [false, true],
  );
  t.true(splitParam.safeParse({ train: 1 }).success);
  t.false(splitParam.safeParse({ train: 0 }).success);
});

test('classes are 2 to 255, since 255 is the value that is ignored', (t) => {
  const classes = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `c${index}` }));
  t.deepEqual(
    [1, 2, 255, 256].map((count) => classesParam.safeParse(classes(count)).success),
    [false, true, true, false],
  );
  t.false(classesParam.safeParse([{ name: 'a', color: [0, 0, 256] }, { name: 'b' }]).success);
});

test('one suffix is a list of one', (t) => {
  t.deepEqual(suffixes('.png'), ['.png']);
  t.deepEqual(suffixes(['.png', '.tif']), ['.png', '.tif']);
  const param = suffixParam('mask', '.png');
  t.is(param.parse(undefined), '.png');
  t.deepEqual(
    ['', []].map((text) => param.safeParse(text).success),
    [false, false],
  );
});
