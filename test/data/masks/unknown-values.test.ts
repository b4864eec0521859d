import test from 'ava';
import { unknownMaskValues } from '../../../src/data/masks/unknown-values.ts';

test('five unknown values are told one by one, those in most pixels', (t) => {
  const found = [1, 2, 3, 4, 5, 6, 7].map((value) => [`the value ${value}`, value] as const);
  const { problems } = unknownMaskValues('m.png', found, '0');
  t.deepEqual(
    problems.map(({ message }) => message),
    [7, 6, 5, 4, 3].map((value) => `the mask m.png has the value ${value} in ${value} pixels; expected one of 0`),
  );
});
