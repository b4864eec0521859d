import test from 'ava';
import { adamLowerings } from '../../../../src/engine/onnx/kernels/adam.ts';
import { leaf } from '../../../../src/engine/recording/value.ts';
import { run } from '../run-lowering.ts';

const vector = (...values: number[]) => ({ shape: [values.length], values });
const scalar = (value: number) => ({ shape: [], values: [value] });
/** Parameter, gradient, mean, mean square, size and epsilon. */
const given = [vector(1, -2), vector(0.5, 2), vector(0.25, 1), vector(4, 8), scalar(0.5), scalar(1)];
const betas = { beta1: 0.5, beta2: 0.75 };

/** One of the three results: parameter, mean, mean square. */
async function update(which: 0 | 1 | 2, decay: number, shrink?: number): Promise<number[]> {
  const inputs = shrink === undefined ? given : [...given, scalar(shrink)];
  return run(inputs, [2], (lowering, operands) => {
    const outputs = [0, 1, 2].map(() => leaf(new Float32Array(2), [2], 'float32'));
    adamLowerings.AdamUpdate(lowering, { operands, outputs, attributes: { ...betas, decay } });
    return lowering.read({ value: outputs[which]!, shape: [2] });
  });
}

function close(expected: readonly number[], actual: readonly number[]): boolean {
  return expected.every((value, index) => Math.abs(value - actual[index]!) < 1e-6);
}

test('the mean moves towards the gradient, the mean square towards its square', async (t) => {
  t.deepEqual(await update(1, 0), [0.375, 1.5]);
  t.deepEqual(await update(2, 0), [0.75 * 4 + 0.25 * 0.25, 0.75 * 8 + 0.25 * 4]);
});

test('the parameter moves by the mean over the root of the mean square', async (t) => {
  const expected = [1 - (0.5 * 0.375) / (Math.sqrt(3.0625) + 1), -2 - (0.5 * 1.5) / (Math.sqrt(7) + 1)];
  const actual = await update(0, 0);
  t.true(close(expected, actual), `${actual.join()}`);
});

test('weight decay is added to the gradient', async (t) => {
  // Gradients 0.5 + 0.5 * 1 and 2 + 0.5 * -2.
  t.deepEqual(await update(1, 0.5), [0.5 * 0.25 + 0.5, 0.5 * 1 + 0.5]);
  t.deepEqual(await update(2, 0.5), [3 + 0.25, 6 + 0.25]);
});

test('decoupled, the parameter shrinks by itself', async (t) => {
  const expected = [0.5 - (0.5 * 0.375) / (Math.sqrt(3.0625) + 1), -1 - (0.5 * 1.5) / (Math.sqrt(7) + 1)];
  const actual = await update(0, 0, 0.5);
  t.true(close(expected, actual), `${actual.join()}`);
});
