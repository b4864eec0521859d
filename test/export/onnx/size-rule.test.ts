import test from 'ava';
import { SizeMatters } from '../../../src/export/onnx/extent.ts';
import { sizeRuleOf } from '../../../src/export/onnx/size-rule.ts';

const sizes = [
  { batch: 2, height: 40, width: 56 },
  { batch: 3, height: 72, width: 40 },
  { batch: 5, height: 56, width: 88 },
  { batch: 2, height: 88, width: 72 },
];
const ruleOf = (of: (size: (typeof sizes)[number]) => number) => sizeRuleOf({ values: sizes.map(of) }, sizes);

test('a size follows from one side, by a fraction and a summand', (t) => {
  t.deepEqual(
    ruleOf(({ height }) => height / 8),
    { powers: [0, 1, 0], numerator: 1, denominator: 8, offset: 0 },
  );
  t.deepEqual(
    ruleOf(({ width }) => (width * 3) / 4),
    { powers: [0, 0, 1], numerator: 3, denominator: 4, offset: 0 },
  );
  t.deepEqual(
    ruleOf(({ width }) => width * 2 + 8),
    { powers: [0, 0, 1], numerator: 2, denominator: 1, offset: 8 },
  );
  t.deepEqual(
    ruleOf(({ height }) => height / 8 - 2),
    { powers: [0, 1, 0], numerator: 1, denominator: 8, offset: -2 },
  );
});

test('joined axes are products', (t) => {
  const joined = ruleOf(({ batch, height, width }) => batch * (height / 8) * (width / 8) * 6);
  t.deepEqual(joined, { powers: [1, 1, 1], numerator: 3, denominator: 32, offset: 0 });
  t.deepEqual(
    ruleOf(({ batch }) => batch),
    { powers: [1, 0, 0], numerator: 1, denominator: 1, offset: 0 },
  );
  t.deepEqual(ruleOf(({ height, width }) => height * width).powers, [0, 1, 1]);
});

test('of two rules the one without a summand is meant', (t) => {
  // Batches of 2 and 3 at the same height and width: N * 4 is also N * 2 + 4 of nothing.
  const two = [2, 3, 5].map((batch) => ({ batch, height: 8, width: 8 }));
  t.deepEqual(sizeRuleOf({ values: [8, 12, 20] }, two), { powers: [1, 0, 0], numerator: 4, denominator: 1, offset: 0 });
});

test('what follows no rule is not guessed', (t) => {
  t.throws(() => ruleOf(({ height, width }) => height + width), {
    instanceOf: SizeMatters,
    message: /96, 112, 144, 160/,
  });
  t.throws(() => ruleOf(({ height }) => Math.ceil(height / 24)), { instanceOf: SizeMatters });
  t.throws(() => ruleOf(({ height }) => 100 - height), { instanceOf: SizeMatters }, 'no size shrinks as images grow');
});
