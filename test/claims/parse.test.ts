import test from 'ava';
import type { Expression } from '../../src/claims/expression.ts';
import { parseExpression } from '../../src/claims/parse.ts';

/** An expression with all its brackets. */
function spelled(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'negative':
      return `(-${spelled(expression.operand)})`;
    case 'not':
      return `(not ${spelled(expression.operand)})`;
    case 'call':
      return `${expression.name}[${spelled(expression.operand)}]`;
    case 'at':
      return `${spelled(expression.operand)}@{${expression.selectors.map(({ path, text }) => (path === undefined ? text : `${path}:${text}`)).join(';')}}`;
    case 'comparison':
      return `(${spelled(expression.left)} ${expression.relation} ${spelled(expression.right)})`;
    case 'arithmetic':
    case 'logic':
      return `(${spelled(expression.left)} ${expression.operator} ${spelled(expression.right)})`;
  }
}

function parsed(text: string): string {
  const result = parseExpression(text);
  return 'flaw' in result ? `flaw: ${result.flaw.message}` : spelled(result.expression);
}

test('signs bind as in arithmetic, and what is equal binds from the left', (t) => {
  t.is(parsed('1 + 2 * 3 > 4'), '((1 + (2 * 3)) > 4)');
  t.is(parsed('(1 + 2) * 3 < 4'), '(((1 + 2) * 3) < 4)');
  t.is(parsed('8 - 4 - 2 >= 8 / 4 / 2'), '(((8 - 4) - 2) >= ((8 / 4) / 2))');
  t.is(parsed('-a * -2 <= 1e-3'), '(((-a) * (-2)) <= 0.001)');
  t.is(parsed('a > 1 or b > 2 and not c > 3'), '((a > 1) or ((b > 2) and (not (c > 3))))');
});

test('a name has slashes and dashes inside, an operator has blanks around it', (t) => {
  t.is(parsed('test/iou/macro - test/pixel-accuracy > .5'), '((test/iou/macro - test/pixel-accuracy) > 0.5)');
  t.is(parsed('a-b > 0'), '(a-b > 0)');
  t.is(parsed('a/b > 0'), '(a/b > 0)');
  t.is(parsed('a / b > 0'), '((a / b) > 0)');
  t.is(parsed('a -b > 0'), '((a - b) > 0)');
});

test('points are chosen behind a value, a call or a bracket', (t) => {
  t.is(parsed('iou at(loss.type=focal, optimizer.lr=1e-3) > 0'), '(iou@{loss.type:focal;optimizer.lr:1e-3} > 0)');
  t.is(parsed('(a - b) at(plain) > 0'), '((a - b)@{plain} > 0)');
  t.is(parsed('mean(a at( x = [1] )) > 0'), '(mean[a@{x:[1]}] > 0)');
  t.is(parsed('a at(p) at(q) > b at(p)'), '(a@{p}@{q} > b@{p})');
});

test('what can not be read is told with its place', (t) => {
  const flaw = (text: string) => {
    const result = parseExpression(text);
    if (!('flaw' in result)) return 'none';
    const { message, span, hints = [] } = result.flaw;
    return [`${span.start}-${span.end}`, message, ...hints].join(' | ');
  };
  t.is(flaw('a > '), '4-5 | expected a number, a figure or `(`, got the end');
  t.is(flaw('a > 1 2'), '6-7 | expected the end of the expression or a sign, got `2`');
  t.is(flaw('(a > 1'), '6-7 | expected `)`, got the end');
  t.is(flaw('a % 2 > 1'), '2-3 | expected the end of the expression or a sign, got `%`');
  t.is(flaw('1 < a < 2'), '6-7 | expected one comparison, got `<` | join two by `and`: low < a and a < high');
  t.regex(flaw('a = b'), /^2-3 \| expected `<`, `<=`, `>` or `>=`, got `=` \| equal within a bound/);
  t.is(
    flaw('maen(a) > 1'),
    '0-4 | expected one of the functions abs, mean, min, max, got `maen` | did you mean `mean`?',
  );
  t.is(flaw('a at(x=) > 1'), '5-7 | expected `key=value` or the name of a point in `at(...)`, got `x=`');
  t.is(flaw('a at() > 1'), '5-6 | expected `key=value` or the name of a point in `at(...)`, got ``');
  t.is(flaw('a at(x=1 > 1'), '12-13 | expected `)` behind what `at(` begins, got the end');
  t.is(flaw('a at x > 1'), '5-6 | expected `(`, got `x`');
  t.is(flaw('and > 1'), '0-3 | expected a number, a figure or `(`, got `and`');
});
