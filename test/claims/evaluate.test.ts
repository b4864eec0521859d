import test from 'ava';
import { evaluate, holdsOf } from '../../src/claims/evaluate.ts';
import { parseExpression } from '../../src/claims/parse.ts';
import { resolveValue } from '../../src/claims/resolve.ts';
import { groups } from './_scope.ts';

const measured: Readonly<Record<string, number>> = { plain: 0.5, focal: 0.9, ce: 0.8 };
const figureOf = (group: string, figure: string) => (figure === 'test/iou/macro/image' ? measured[group]! : NaN);

function numbers(text: string): readonly number[] {
  const parsed = parseExpression(text);
  if ('flaw' in parsed) throw new Error(parsed.flaw.message);
  const resolved = resolveValue(parsed.expression, { groups, names: new Map() });
  if ('flaws' in resolved) throw new Error(resolved.flaws[0]!.message);
  return evaluate(resolved.value, figureOf).map((number) => Number(number.toFixed(9)));
}

test('numbers are computed point by point, and one number goes with all of them', (t) => {
  t.deepEqual(numbers('iou/macro'), [0.5, 0.9, 0.8]);
  t.deepEqual(numbers('iou/macro - iou/macro at(plain)'), [0, 0.4, 0.3]);
  t.deepEqual(numbers('1 - iou/macro / 2'), [0.75, 0.55, 0.6]);
  t.deepEqual(numbers('-iou/macro at(loss.type=cross-entropy) * 10'), [-8]);
  t.deepEqual(numbers('abs(iou/macro - 0.8)'), [0.3, 0.1, 0]);
});

test('mean, min and max make one number of those of all points', (t) => {
  t.deepEqual(numbers('min(iou/macro)'), [0.5]);
  t.deepEqual(numbers('max(iou/macro at(optimizer.lr=0.001))'), [0.9]);
  t.deepEqual(numbers('mean(iou/macro at(optimizer.lr=0.001))'), [0.85]);
  t.deepEqual(numbers('mean(recall/macro)'), [NaN]);
});

test('relations at their bound', (t) => {
  const at = (difference: number) => (['>', '>=', '<', '<='] as const).map((relation) => holdsOf(relation, difference));
  t.deepEqual(at(0), [false, true, false, true]);
  t.deepEqual(at(1), [true, true, false, false]);
  t.deepEqual(at(-1), [false, false, true, true]);
});
