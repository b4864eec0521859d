import test from 'ava';
import { levelNumber, levelOfStride } from '../../../src/components/models/levels.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';

const levels = [
  { stride: 2, channels: 3 },
  { stride: 4, channels: 5 },
  { stride: 8, channels: 7 },
  { stride: 8, channels: 9 },
];

test('a level is found by its stride, the finest of equals', (t) => {
  t.is(levelOfStride(levels, 4, 'fpn'), 1);
  t.is(levelOfStride(levels, 8, 'fpn'), 2);
});

test('a stride that no level has is refused, with those that there are', (t) => {
  const error = t.throws(() => levelOfStride(levels, 32, 'fpn'), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-value',
    path: 'model.encoder',
    message: 'fpn needs an encoder with a feature of stride 32; this one has strides 2, 4, 8, 8',
  });
});

test('a level is counted from the finest, or back from the coarsest', (t) => {
  t.deepEqual(
    [0, 3, -1, -4].map((level) => levelNumber(levels, level, 'here')),
    [0, 3, 3, 0],
  );
});

for (const level of [4, -5])
  test(`level ${level} of four is refused`, (t) => {
    const error = t.throws(() => levelNumber(levels, level, 'model.level'), { instanceOf: TesseraError });
    t.like(error.problems[0], {
      code: 'bad-value',
      path: 'model.level',
      message: `expected a level of the encoder, from 0 to 3 or from -4 to -1, got ${level}`,
      hints: ['the encoder has strides 2, 4, 8, 8'],
    });
  });
