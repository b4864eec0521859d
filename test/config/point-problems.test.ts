import test from 'ava';
import { describePoint, identify, plainOverrides, reportOnce, withPoint } from '../../src/config/point-problems.ts';
import { nodeAt, whereIs } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { somewhere, treeOf } from './_trees.ts';

const loss = nodeAt(treeOf('loss: {type: focal, gamma: -1}'), ['loss'])!;
const override = { path: ['loss'], key: somewhere, value: loss };

test('a point is described by its values', (t) => {
  t.deepEqual(plainOverrides([override]), { loss: { type: 'focal', gamma: -1 } });
  t.is(describePoint({ 'loss.type': 'dice', seed: 1 }), 'loss.type="dice", seed=1');
});

test('a problem names the axis that wrote the value, also a part of it, and the point', (t) => {
  const problem: Problem = {
    code: 'bad-value',
    message: 'expected more',
    where: whereIs(nodeAt(loss, ['gamma'])!.origin),
    hints: ['first'],
  };
  t.like(withPoint(problem, [override]), {
    message: 'axis `loss`: expected more',
    hints: ['first', 'in the sweep point loss={"type":"focal","gamma":-1}'],
  });
  const elsewhere = { ...problem, where: { ...problem.where!, line: 9 } };
  t.is(withPoint(elsewhere, [override]).message, 'expected more');
  t.is(withPoint(problem, []), problem);
});

test('a problem is told once, and another place is another problem', (t) => {
  const told: Problem[] = [];
  const once = reportOnce((problem) => told.push(problem));
  const problem: Problem = { code: 'bad-value', message: 'a', where: { file: 'x', line: 1, column: 2 } };
  once(problem);
  once({ ...problem, hints: ['another hint'] });
  once({ ...problem, where: { file: 'x', line: 1, column: 3 } });
  t.is(told.length, 2);
  t.not(identify(told[0]!), identify(told[1]!));
});
