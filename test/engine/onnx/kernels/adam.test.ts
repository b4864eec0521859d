import test from 'ava';
import { adamLowerings } from '../../../../src/engine/onnx/kernels/adam.ts';
import { leaf } from '../../../../src/engine/recording/value.ts';
import { type Build, operatorsOf, run } from '../run-lowering.ts';

const vector = (...values: number[]) => ({ shape: [values.length], values });
const scalar = (value: number) => ({ shape: [], values: [value] });
const [size, eps] = [scalar(0.5), scalar(1)];
/** Parameter, gradient, mean, mean square. */
const tensors = [vector(1, -2), vector(0.5, 2), vector(0.25, 1), vector(4, 8)];
const betas = { beta1: 0.5, beta2: 0.75 };

/** One result of several parameters: of each the parameter, the mean, the mean square. */
function result(
  which: number,
  parameters: readonly (typeof tensors)[],
  { decay = 0, shrink, gpu = false }: { decay?: number; shrink?: number; gpu?: boolean },
) {
  const scalars = shrink === undefined ? [size, eps] : [size, eps, scalar(shrink)];
  const shapes = parameters.map(([parameter]) => parameter!.shape);
  const shape = shapes[Math.floor(which / 3)]!;
  const build: Build = (lowering, operands) => {
    const outputs = shapes.flatMap((each) =>
      [0, 1, 2].map(() => leaf(new Float32Array(each.reduce((a, b) => a * b, 1)), each, 'float32')),
    );
    const attributes = { ...betas, decay, decoupled: shrink !== undefined };
    const target = gpu ? Object.assign(lowering, { gpu }) : lowering;
    adamLowerings.AdamUpdate(target, { operands, outputs, attributes });
    return lowering.read({ value: outputs[which]!, shape });
  };
  const given = [...scalars, ...parameters.flat()];
  return { numbers: () => run(given, shape, build), operators: () => operatorsOf(given, shape, build) };
}

const update = (which: 0 | 1 | 2, decay: number, shrink?: number) =>
  result(which, [tensors], { decay, ...(shrink !== undefined && { shrink }) }).numbers();

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

test('vectors are updated as one, and each gets its own numbers', async (t) => {
  const longer = [vector(3, 1, -2), vector(-1, 0.5, 2), vector(0, 0.25, 1), vector(0, 4, 8)];
  const parameters = [tensors, longer];
  const numbers = (which: number) => result(which, parameters, {}).numbers();
  t.deepEqual(await numbers(1), [0.375, 1.5]);
  t.deepEqual(await numbers(2), [3.0625, 7]);
  t.deepEqual(await numbers(4), [-0.5, 0.375, 1.5]);
  t.deepEqual(await numbers(5), [0.25, 3.0625, 7]);
  const moved = (0.5 * 0.375) / (Math.sqrt(3.0625) + 1);
  const expected = [3 + (0.5 * 0.5) / (Math.sqrt(0.25) + 1), 1 - moved, -2 - (0.5 * 1.5) / (Math.sqrt(7) + 1)];
  const actual = await numbers(3);
  t.true(close(expected, actual), `${actual.join()}`);
  for (const which of [1, 4])
    t.deepEqual(result(which, parameters, {}).operators(), ['Concat', 'Concat', 'Mul', 'Mul', 'Add', 'Split']);
});

test('one vector is not joined, nor is what is no vector, nor are vectors on a card', async (t) => {
  const matrix = tensors.map(({ values }) => ({ shape: [2, 1], values }));
  for (const [parameters, gpu] of [
    [[tensors], false],
    [[matrix, matrix], false],
    [[tensors, tensors], true],
  ] as const) {
    const last = result(3 * parameters.length - 2, [...parameters], { gpu });
    t.deepEqual(last.operators(), ['Mul', 'Mul', 'Add']);
    t.deepEqual(await last.numbers(), [0.375, 1.5]);
  }
});
