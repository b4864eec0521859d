import test, { type ExecutionContext } from 'ava';
import { describeValue } from '../../src/runs/describe-value.ts';

function check(t: ExecutionContext, value: unknown, text: string) {
  t.is(describeValue(value), text);
}

test('nothing is none', (t) => {
  for (const value of [null, undefined, [], {}]) check(t, value, 'none');
});
test('a component is its type and what it is given', check, { type: 'focal', gamma: 2 }, 'focal gamma=2');
test(
  'components of a list are joined with plus signs',
  check,
  [{ type: 'horizontal-flip', p: 0.5 }, { type: 'grayscale' }],
  'horizontal-flip p=0.5 + grayscale',
);
test('names alone are a list of plain values', check, ['a', 'b'], 'a, b');
test('plain values are joined with commas', check, [32, 64], '32, 64');
test(
  'values within a component stay together',
  check,
  { type: 'adam', betas: [0.9, 0.999], schedule: { type: 'step', gamma: 0.5 }, extra: [], loss: { type: 'dice' } },
  'adam betas=[0.9, 0.999] schedule=(step gamma=0.5) extra=none loss=dice',
);
test('a number, a text and a switch are themselves', (t) => {
  check(t, 0.001, '0.001');
  check(t, 'cosine', 'cosine');
  check(t, false, 'false');
});
