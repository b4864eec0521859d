import test from 'ava';
import { meets } from '../../../src/runs/select/matching.ts';

const is = (
  value: Parameters<typeof meets>[0],
  operator: Parameters<typeof meets>[1]['operator'],
  ...values: string[]
) => meets(value, { operator, values });

test('numbers are compared as numbers, and texts as texts', (t) => {
  t.true(is(0.001, '=', '1e-3'));
  t.false(is(0, '=', '') || is(0, '=', ' '), 'nothing is not 0');
  t.true(is(10, '>', '9'));
  t.true(is(9, '<=', '9') && is(9, '>=', '9') && !is(9, '<', '9') && !is(9, '>', '9'));
  t.false(is('10', '>', '9'));
  t.true(is('2026-11-20T10', '>', '2026-11-02'));
  t.true(is(true, '=', 'true') && is(false, '!=', 'true'));
});

test('one of several is enough, and none of them for !=', (t) => {
  t.true(is('dice', '=', 'focal,dice', 'focal', 'dice'));
  t.false(is('dice', '!=', 'focal,dice', 'focal', 'dice'));
  t.true(is(['a', 'b'], '=', 'b'));
  t.false(is(['a', 'b'], '!=', 'b'));
});

test('what is not there meets only that it differs; NaN is not less and not more', (t) => {
  t.true(is(undefined, '!=', 'x'));
  t.false(is(undefined, '~', ''));
  t.false(is(NaN, '>', '0') || is(NaN, '<=', '0') || is(NaN, '=', 'NaN'));
});

test('a text contains another one, whatever the case', (t) => {
  t.true(is('the loss became NaN', '~', 'nan'));
  t.true(is(['Baseline'], '~', 'base'));
});
