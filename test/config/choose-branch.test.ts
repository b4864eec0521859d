import test from 'ava';
import { z } from 'zod';
import { chooseBranch } from '../../src/config/choose-branch.ts';
import type { Issue } from '../../src/config/describe-value.ts';

/** What each option of a choice has against a value. */
function branches(value: unknown, ...options: z.ZodType[]): Issue[][] {
  return options.map((option) => option.safeParse(value).error?.issues ?? []);
}

const steps = z.strictObject({ steps: z.int() });
const epochs = z.strictObject({ epochs: z.int() });

test("the branch of the value's own type is meant", (t) => {
  t.is(chooseBranch(branches('x', z.number(), z.enum(['a', 'b'])), 'x')?.[0]?.code, 'invalid_value');
  t.is(chooseBranch(branches(['x'], z.string(), z.array(z.number())), ['x'])?.[0]?.path.length, 1);
});

test('a section is meant by the keys that it has', (t) => {
  t.deepEqual(
    chooseBranch(branches({ epochs: 'x' }, steps, epochs), { epochs: 'x' })?.map(({ path }) => path),
    [['epochs']],
  );
});

test('nothing is meant where branches fit equally badly, or none at all', (t) => {
  t.is(chooseBranch(branches({}, steps, epochs), {}), undefined);
  t.is(chooseBranch(branches(3, steps, epochs), 3), undefined);
});

test('a word is not meant by a value of another type', (t) => {
  const weights = [z.array(z.number()), z.literal('balanced')] as const;
  t.is(chooseBranch(branches(2, ...weights), 2), undefined);
  t.deepEqual(chooseBranch(branches([NaN, 1], ...weights), [NaN, 1])?.[0]?.path, [0]);
  t.is(chooseBranch(branches('balancd', ...weights), 'balancd')?.[0]?.code, 'invalid_value');
});
