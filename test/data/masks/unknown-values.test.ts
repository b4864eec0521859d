import test from 'ava';
import { unknownMaskValues } from '../../../src/data/masks/unknown-values.ts';

test('of many unknown values, five are told, those in most pixels first', (t) => {
  const found = [
    { value: '0', label: 0, pixels: 99 },
    ...[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value: String(value), pixels: value })),
  ];
  const { problems } = unknownMaskValues('m.png', 'value', found, ['0']);
  t.deepEqual(problems, [
    {
      code: 'bad-mask-value',
      message:
        'the mask m.png has the value `7` in 7 pixels, `6` in 6 pixels, `5` in 5 pixels, `4` in 4 pixels, `3` in 3 pixels, ... (7 in all); expected one of 0',
      found,
    },
  ]);
});

test('a single pixel is one pixel', (t) => {
  const { problems } = unknownMaskValues('m.png', 'colour', [{ value: '[1, 2, 3]', pixels: 1 }], ['[0, 0, 0]']);
  t.is(problems[0]!.message, 'the mask m.png has the colour `[1, 2, 3]` in 1 pixel; expected one of [0, 0, 0]');
});
