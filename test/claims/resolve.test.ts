import test from 'ava';
import { parseExpression } from '../../src/claims/parse.ts';
import { resolveClaim, resolveValue } from '../../src/claims/resolve.ts';
import type { Expression } from '../../src/claims/expression.ts';
import { groups } from './_scope.ts';

function expression(text: string): Expression {
  const parsed = parseExpression(text);
  if ('flaw' in parsed) throw new Error(parsed.flaw.message);
  return parsed.expression;
}

const names = new Map(
  Object.entries({
    iou: 'test/iou/macro',
    focal: 'iou at(loss.type=focal)',
    me: 'me + 1',
  }).map(([name, text]) => [name, expression(text)]),
);
const flawsOf = (text: string) => {
  const resolved = resolveClaim(expression(text), { groups, names });
  return 'value' in resolved
    ? []
    : resolved.flaws.map(({ message, span, hints = [] }) => [`${span.start}-${span.end} ${message}`, ...hints]);
};
const valueOf = (text: string) => {
  const resolved = resolveValue(expression(text), { groups, names });
  return 'value' in resolved ? resolved.value : resolved.flaws[0]!.message;
};

test('a figure may be named by its beginning, and is one of the test unless it says so', (t) => {
  const figure = (name: string) => ({ kind: 'figure', name, groups: ['plain', 'focal', 'ce'] });
  t.deepEqual(valueOf('iou/macro'), figure('test/iou/macro/image'), 'what the experiment names, not what is beside it');
  t.deepEqual(valueOf('val/iou'), figure('val/iou/macro/image'));
  t.deepEqual(valueOf('iou/macro/dataset'), figure('test/iou/macro/dataset'));
  t.deepEqual(valueOf('loss'), figure('test/loss'));
  t.deepEqual(valueOf('time/data_wait'), figure('time/data_wait'));
});

test('a name stands for its expression, at the points that are chosen around it', (t) => {
  t.deepEqual(valueOf('focal'), { kind: 'figure', name: 'test/iou/macro/image', groups: ['focal'] });
  t.deepEqual(valueOf('iou at(plain)'), { kind: 'figure', name: 'test/iou/macro/image', groups: ['plain'] });
});

test('a comparison needs one number on each side', (t) => {
  t.deepEqual(flawsOf('focal > 0.5 and min(iou) > 0.1 and not iou at(plain) > 1'), []);
  t.deepEqual(flawsOf('max(iou at(optimizer.lr=1e-3) - iou at(plain)) > 0'), []);
  const several = 'choose a point by `at(key=value)`, or take the `mean`, `min` or `max` of them';
  t.deepEqual(flawsOf('iou > 0.5'), [['0-3 expected one number, got one for each of 3 points', several]]);
  t.deepEqual(flawsOf('abs(iou) > 0'), [['0-8 expected one number, got one for each of 3 points', several]]);
  t.deepEqual(flawsOf('min(iou - iou at(optimizer.lr=0.001)) > 0'), [
    [
      '4-36 expected numbers of the same points on both sides, got those of others',
      'the left side has 3 points, the right side 2',
    ],
  ]);
});

test('numbers and comparisons are not taken for each other', (t) => {
  t.deepEqual(flawsOf('focal'), [['0-5 expected a comparison, such as `a > b`, got a number']]);
  t.deepEqual(flawsOf('focal > 1 and 3'), [['14-15 expected a comparison, such as `a > b`, got a number']]);
  t.deepEqual(flawsOf('1 + (focal > 1) > 2'), [['4-15 expected a number, got a comparison']]);
});

test('all that a claim names wrongly is told, each with what was meant', (t) => {
  const flaws = flawsOf('test/iuo > 1 and foca > 1 or recall > train/loss');
  t.deepEqual(
    flaws.map(([first, second]) => [first, second]),
    [
      ['0-8 expected a figure of the runs, or a name under `figures`, got `test/iuo`', 'did you mean `test/iou`?'],
      ['17-21 expected a figure of the runs, or a name under `figures`, got `foca`', 'did you mean `focal`?'],
      [
        '29-35 expected one figure, `recall` begins the names of 2',
        'one of: test/recall/macro/image, test/recall/micro/image',
      ],
      ['38-48 expected a figure of the validation or test split, got `train/loss`', 'did you mean `test/loss`?'],
    ],
  );
  t.true(flawsOf('iou-focal > 0')[0]!.includes('a subtraction has blanks around its sign: `a - b`'));
});

test('a name that stands for itself, and a flaw inside of what a name stands for', (t) => {
  t.deepEqual(flawsOf('me > 1'), [
    ["0-2 expected a name that doesn't stand for itself, got me -> me (in what `me` stands for)"],
  ]);
  t.deepEqual(
    flawsOf('focal at(plain) > 1').map(([first]) => first),
    ['0-5 expected a point of the sweep, none of 1 has all of this (in what `focal` stands for)'],
  );
});
