import test from 'ava';
import { longestFloatSum, sumPart } from '../../../src/engine/geometry/sum-part.ts';

test('a part divides the whole, and is as long as it may be', (t) => {
  t.is(sumPart(longestFloatSum * 1000), longestFloatSum);
  t.is(sumPart(250), 125);
  t.is(sumPart(3 * 1021), 3);
  t.is(sumPart(1024 * 1021), 128);
});

test('a short sum is one part, and a prime number of summands that are too many makes parts of one', (t) => {
  t.is(sumPart(longestFloatSum), longestFloatSum);
  t.is(sumPart(7), 7);
  t.is(sumPart(0), 1);
  t.is(sumPart(1009), 1);
});
