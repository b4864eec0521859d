import test from 'ava';
import { z } from 'zod';
import { encoderParams } from '../../../src/components/encoders/params.ts';

const schema = z.strictObject(encoderParams);

test('an encoder trains, and halves the size five times, unless told otherwise', (t) => {
  t.deepEqual(schema.parse({}), { output_stride: 32, frozen: false });
});

test('output strides are 8, 16 and 32', (t) => {
  for (const output_stride of [8, 16, 32]) t.like(schema.parse({ output_stride }), { output_stride });
  for (const output_stride of [4, 12, 64, '8']) t.false(schema.safeParse({ output_stride }).success);
});
