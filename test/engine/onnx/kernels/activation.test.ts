import test from 'ava';
import { activate, convolveFused, fusedAttributes } from '../../../../src/engine/onnx/kernels/activation.ts';
import { Lowering } from '../../../../src/engine/onnx/lowering.ts';
import { operatorsOf, run } from '../run-lowering.ts';

const x = { shape: [4], values: [-2, -0.5, 0.5, 7] };

for (const [activation, expected] of [
  ['linear', [-2, -0.5, 0.5, 7]],
  ['relu', [0, 0, 0.5, 7]],
  ['relu6', [0, 0, 0.5, 6]],
  ['elu', [Math.exp(-2) - 1, Math.exp(-0.5) - 1, 0.5, 7]],
  ['leakyrelu', [-0.5, -0.125, 0.5, 7]],
  ['sigmoid', [-2, -0.5, 0.5, 7].map((value) => 1 / (1 + Math.exp(-value)))],
] as const) {
  test(`the activation ${activation} of -2, -0.5, 0.5 and 7`, async (t) => {
    const actual = await run([x], [4], (lowering) => activate(lowering, 'i0', { activation, leakyreluAlpha: 0.25 }));
    for (const [index, value] of expected.entries())
      t.true(Math.abs(actual[index]! - value) < 1e-6, `${actual[index]}`);
  });
}

test('an activation with weights of its own is never lowered', (t) => {
  t.throws(() => activate(new Lowering({ blockSize: 1 }), 'x', { activation: 'prelu', leakyreluAlpha: 0.2 }), {
    message: /got prelu/,
  });
});

const of = (activation: 'linear' | 'relu' | 'relu6' | 'elu') => ({ activation, leakyreluAlpha: 0.2 });

test('activations that a convolution applies as it writes', (t) => {
  t.deepEqual(fusedAttributes(of('linear')), {});
  t.deepEqual(fusedAttributes(of('relu')), { activation: 'Relu' });
  t.deepEqual(fusedAttributes(of('relu6')), { activation: 'Clip', activation_params: { floats: [0, 6] } });
  t.is(fusedAttributes(of('elu')), undefined);
});

/** Times 2. */
const filter = { shape: [1, 1, 1, 1], values: [2] };
const pixels = { shape: [1, 1, 1, 4], values: [-2, -0.5, 0.5, 7] };

for (const [activation, expected, operators] of [
  ['linear', [-4, -1, 1, 14], ['Conv']],
  ['relu', [0, 0, 1, 14], ['FusedConv']],
  ['relu6', [0, 0, 1, 6], ['FusedConv']],
  ['elu', [Math.exp(-4) - 1, Math.exp(-1) - 1, 1, 14], ['Conv', 'Elu']],
] as const) {
  test(`a convolution and ${activation} take ${operators.join(' and ')}`, async (t) => {
    const build = (lowering: Lowering) => convolveFused(lowering, ['i0', 'i1'], {}, of(activation));
    t.deepEqual(operatorsOf([pixels, filter], pixels.shape, build), [...operators]);
    const actual = await run([pixels, filter], pixels.shape, build);
    for (const [index, value] of expected.entries()) t.true(Math.abs(actual[index]! - value) < 1e-6);
  });
}
