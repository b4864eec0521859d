import test from 'ava';
import { z } from 'zod';
import {
  cropSizeParam,
  fillMaskParam,
  fillProblems,
  labelOf,
  probability,
  range,
  sizeOf,
} from '../../../src/components/augmentations/params.ts';
import { classList } from '../../helpers/networks.ts';

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

test('what fills a mask is the ignore index or a class', (t) => {
  t.is(labelOf(fillMaskParam.parse(undefined)), 255);
  t.is(labelOf(fillMaskParam.parse(0)), 0);
  t.false(fillMaskParam.safeParse(255).success);
  t.is(labelOf(2), 2);
  const problems = (fill_mask: 'ignore' | number) => fillProblems({ fill_mask }, { classes: classList(3) });
  t.deepEqual([problems('ignore'), problems(2)], [[], []]);
  t.like(problems(3)[0], { code: 'bad-value', message: 'fill_mask: expected the index of a class, 0 to 2, got 3' });
});

test('the size of a crop is a side, or height and width', (t) => {
  t.deepEqual(sizeOf(cropSizeParam.parse(5)), { height: 5, width: 5 });
  t.deepEqual(sizeOf(cropSizeParam.parse([3, 4])), { height: 3, width: 4 });
});
