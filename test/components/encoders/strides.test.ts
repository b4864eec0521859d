import test from 'ava';
import { dilateStrides } from '../../../src/components/encoders/strides.ts';

/** A stem, then stages of two blocks each. */
const strides = [2, 2, 1, 2, 1, 2, 1, 2, 1];
const columns = (outputStride: number) => {
  const blocks = dilateStrides(strides, outputStride);
  return {
    strides: blocks.map(({ stride }) => stride),
    dilations: blocks.map(({ dilation }) => dilation),
    after: blocks.map(({ dilationAfter }) => dilationAfter),
    reached: blocks.map(({ reached }) => reached),
  };
};

test('at 32 nothing is dilated', (t) => {
  t.deepEqual(columns(32), {
    strides,
    dilations: [1, 1, 1, 1, 1, 1, 1, 1, 1],
    after: [1, 1, 1, 1, 1, 1, 1, 1, 1],
    reached: [2, 4, 4, 8, 8, 16, 16, 32, 32],
  });
});

test('at 16 the last stride becomes 1, and what follows it is dilated by 2', (t) => {
  t.deepEqual(columns(16), {
    strides: [2, 2, 1, 2, 1, 2, 1, 1, 1],
    dilations: [1, 1, 1, 1, 1, 1, 1, 1, 2],
    after: [1, 1, 1, 1, 1, 1, 1, 2, 2],
    reached: [2, 4, 4, 8, 8, 16, 16, 16, 16],
  });
});

test('at 8 each replaced stride doubles the dilation of what follows it', (t) => {
  t.deepEqual(columns(8), {
    strides: [2, 2, 1, 2, 1, 1, 1, 1, 1],
    dilations: [1, 1, 1, 1, 1, 1, 2, 2, 4],
    after: [1, 1, 1, 1, 1, 2, 2, 4, 4],
    reached: [2, 4, 4, 8, 8, 8, 8, 8, 8],
  });
});

test('levels are the last blocks before each stride, whatever the output stride', (t) => {
  for (const outputStride of [8, 16, 32])
    t.deepEqual(
      dilateStrides(strides, outputStride).map(({ isLevel }) => isLevel),
      [true, false, true, false, true, false, true, false, true],
    );
});
