import test from 'ava';
import { z } from 'zod';
import { probability, range } from '../../../src/components/augmentations/params.ts';

test('a probability is from 0 to 1, and one half unless told', (t) => {
  t.is(probability().parse(undefined), 0.5);
  t.is(probability(0.1).parse(undefined), 0.1);
  t.true([0, 1].every((p) => probability().safeParse(p).success));
  t.false([-0.01, 1.01].some((p) => probability().safeParse(p).success));
});

test('a range has its lower end first; both may be the same', (t) => {
  const schema = range(z.number());
  t.true(schema.safeParse([1, 1]).success);
  t.false(schema.safeParse([2, 1]).success);
  t.false(schema.safeParse([1]).success);
});
