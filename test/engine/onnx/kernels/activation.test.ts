import test from 'ava';
import { activate } from '../../../../src/engine/onnx/kernels/activation.ts';
import { Lowering } from '../../../../src/engine/onnx/lowering.ts';
import { run } from '../run-lowering.ts';

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
