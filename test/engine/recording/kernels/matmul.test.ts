import test from 'ava';
import { input, record, results } from './record.ts';

for (const [a, b, transposeA, transposeB, expected] of [
  [[4, 5], [5, 6], false, false, '4,6'],
  [[5, 4], [5, 6], true, false, '4,6'],
  [[4, 5], [6, 5], false, true, '4,6'],
  [[5, 4], [6, 5], true, true, '4,6'],
  [[2, 1, 4, 5], [3, 5, 6], false, false, '2,3,4,6'],
] as const) {
  test(`[${a.join()}] times [${b.join()}], transposed ${transposeA} and ${transposeB}, is [${expected}]`, (t) => {
    const call = { a: input([...a]), b: input([...b]) };
    t.deepEqual(results('BatchMatMul', call, { transposeA, transposeB }), [`float32[${expected}]`]);
    t.deepEqual(record('BatchMatMul', call, { transposeA, transposeB })!.attributes, { transposeA, transposeB });
  });
}

test('inner sizes that differ say which matrices and how they were to be read', (t) => {
  const call = { a: input([4, 5]), b: input([5, 6]) };
  t.throws(() => record('BatchMatMul', call, { transposeA: false, transposeB: true }), {
    message: /inner sizes to be equal, got \[4,5\] and \[5,6\] with transposeA=false and transposeB=true/,
  });
});

test('a fused product keeps its bias and activation; one with weights of its activation is left to others', (t) => {
  const [a, b, bias] = [input([4, 5]), input([5, 6]), input([6])];
  const attrs = { transposeA: false, transposeB: false, activation: 'relu' };
  const fused = record('_FusedMatMul', { a, b, bias }, attrs)!;
  t.deepEqual(fused.operands, [a, b, bias]);
  t.like(fused.attributes, { activation: 'relu', transposeA: false });
  t.deepEqual(record('_FusedMatMul', { a, b }, attrs)!.operands, [a, b]);
  t.is(record('_FusedMatMul', { a, b, preluActivationWeights: bias }, attrs), undefined);
});
