import test from 'ava';
import { judge, type JudgeOptions } from '../../src/claims/judge.ts';
import type { Claim } from '../../src/claims/resolve.ts';

const side = (name: string) => ({ kind: 'figure', name, groups: ['g'] }) as const;
const claim = (relation: '>' | '>=' | '<' | '<=', bound = 0): Claim => ({
  kind: 'comparison',
  relation,
  left: side('a'),
  right: { kind: 'number', value: bound },
});
const runs = (...values: readonly number[]) => values.map((value) => () => value);
const usual: JudgeOptions = { over: 'mean', deterministic: false };
const verdict = (of: Claim, values: readonly number[], options: Partial<JudgeOptions> = {}) =>
  judge(of, runs(...values), { ...usual, ...options }).verdict;

test('the interval is that of a paired t-test: mean and 4.303 deviations of the mean for three seeds', (t) => {
  // Differences 1, 2, 3: mean 2, deviation 1, t of 2 degrees 4.302653, so 2 - 4.302653 / sqrt(3).
  const { comparisons } = judge(claim('>'), runs(1, 2, 3), usual);
  const [{ interval, difference }] = comparisons as [(typeof comparisons)[number]];
  t.deepEqual([difference.mean, difference.deviation, difference.count], [2, 1, 3]);
  t.deepEqual(
    interval!.map((end) => end.toFixed(4)),
    ['-0.4841', '4.4841'],
  );
});

test('seeds are paired: what both sides have in common does not count', (t) => {
  const seeds = [0.1, 0.5, 0.9].map((common) => (_: string, name: string) => (name === 'a' ? common + 0.01 : common));
  const both: Claim = { kind: 'comparison', relation: '>', left: side('a'), right: side('b') };
  t.is(judge(both, seeds, usual).verdict, 'holds');
});

test('a claim holds or fails if the whole interval says so, and is unclear in between', (t) => {
  t.is(verdict(claim('>'), [1, 1.1, 1.2]), 'holds');
  t.is(verdict(claim('<'), [1, 1.1, 1.2]), 'fails');
  t.is(verdict(claim('>'), [1, 2, 3]), 'unclear', 'the interval of the test before contains 0');
  t.is(verdict(claim('<'), [1, 2, 3]), 'unclear');
  t.is(verdict(claim('>', 1.5), [1, 1.1, 1.2]), 'fails');
});

test('a swapped sign of the figures turns the verdict', (t) => {
  t.is(verdict(claim('>', 0.2), [0.4, 0.41, 0.42]), 'holds');
  t.is(verdict(claim('>', 0.2), [-0.4, -0.41, -0.42]), 'fails');
});

test('at the bound itself only relations with an equals sign hold', (t) => {
  t.is(verdict(claim('>='), [0, 0, 0]), 'holds');
  t.is(verdict(claim('<='), [0, 0, 0]), 'holds');
  t.is(verdict(claim('>'), [0, 0, 0]), 'fails');
  t.is(verdict(claim('<'), [0, 0, 0]), 'fails');
});

test('one seed shows nothing, unless others would give the same', (t) => {
  t.is(verdict(claim('>'), [1]), 'unclear');
  t.is(verdict(claim('>'), [1], { deterministic: true }), 'holds');
  t.is(verdict(claim('>'), [-1], { deterministic: true }), 'fails');
  t.is(verdict(claim('>'), [], { deterministic: true }), 'unclear');
});

test('a claim about every run is refuted by one, and shown by more than one', (t) => {
  const every = { over: 'every' } as const;
  t.is(verdict(claim('>='), [0, 5, 100], every), 'holds', 'their mean would be unclear');
  t.is(verdict(claim('>='), [0, 5, 100]), 'unclear');
  t.is(verdict(claim('>='), [1, 1, -0.001], every), 'fails');
  t.is(verdict(claim('>='), [1], every), 'unclear');
  t.is(verdict(claim('>='), [-1], every), 'fails');
  t.is(verdict(claim('>='), [1], { ...every, deterministic: true }), 'holds');
});

test('a figure that could not be counted leaves a claim open', (t) => {
  t.is(verdict(claim('>'), [1, 1, NaN]), 'unclear');
  t.is(verdict(claim('>'), [1, 1, NaN], { over: 'every' }), 'unclear');
});

test('and, or and not join three verdicts', (t) => {
  const [yes, no, open] = [claim('>', 0), claim('>', 2), claim('>', 1.1)];
  const values = [1, 1.1, 1.2];
  t.deepEqual(
    [yes, no, open].map((each) => verdict(each, values)),
    ['holds', 'fails', 'unclear'],
  );
  const joined = (operator: 'and' | 'or', left: Claim, right: Claim) =>
    verdict({ kind: 'logic', operator, left, right }, values);
  t.deepEqual(
    [joined('and', yes, yes), joined('and', yes, no), joined('and', open, no), joined('and', yes, open)],
    ['holds', 'fails', 'fails', 'unclear'],
  );
  t.deepEqual(
    [joined('or', no, no), joined('or', yes, no), joined('or', open, yes), joined('or', no, open)],
    ['fails', 'holds', 'holds', 'unclear'],
  );
  t.deepEqual(
    [yes, no, open].map((operand) => verdict({ kind: 'not', operand }, values)),
    ['fails', 'holds', 'unclear'],
  );
  t.is(judge({ kind: 'logic', operator: 'and', left: yes, right: no }, runs(...values), usual).comparisons.length, 2);
});
