import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { updateByAdam } from '../../../src/components/optimizers/adam-update.ts';
import { registerOnnxRuntime } from '../../../src/engine/backends/onnxruntime/register.ts';
import { startEngine } from '../../../src/engine/index.ts';

test.before(async () => {
  await startEngine({ backend: 'cpu' });
  await registerOnnxRuntime({ threads: 1 });
});

interface Options {
  readonly decay?: number;
  readonly decoupled?: boolean;
  readonly amsgrad?: boolean;
}

/** Parameter, mean, mean square and the largest of it after one update of [1, -2] by the gradient [0.5, 2]. */
async function update(
  backend: string,
  { decay = 0, decoupled = false, amsgrad = false }: Options,
): Promise<number[][]> {
  await tf.setBackend(backend);
  const variable = (...values: number[]) => tf.variable(tf.tensor1d(values));
  const state = {
    parameter: variable(1, -2),
    mean: variable(0.25, 1),
    square: variable(4, 8),
    largest: amsgrad ? variable(1, 24) : undefined,
  };
  const gradient = tf.tensor1d([0.5, 2]);
  const scalars = { size: tf.scalar(0.5), eps: tf.scalar(1), shrink: tf.scalar(0.5) };
  tf.tidy(() => updateByAdam([{ ...state, gradient }], scalars, { beta1: 0.5, beta2: 0.75, decay, decoupled }));
  const variables = Object.values(state).filter((one) => one !== undefined);
  const values = await Promise.all(variables.map(async (one) => [...(await one.data())]));
  tf.dispose([...variables, ...Object.values(scalars), gradient]);
  return values;
}

const [mean, square] = [
  [0.375, 1.5],
  [3.0625, 7],
];
const move = (means: readonly number[], squares: readonly number[], at: 0 | 1) =>
  (0.5 * means[at]!) / (Math.sqrt(squares[at]!) + 1);

for (const [what, options, expected] of [
  ['', {}, [[1 - move(mean, square, 0), -2 - move(mean, square, 1)], mean, square]],
  [
    ' with weight decay',
    { decay: 0.5 },
    [
      [1 - move([0.625, 1], [3.25, 6.25], 0), -2 - move([0.625, 1], [3.25, 6.25], 1)],
      [0.625, 1],
      [3.25, 6.25],
    ],
  ],
  [
    ' with decoupled weight decay',
    { decay: 0.5, decoupled: true },
    [[0.5 - move(mean, square, 0), -1 - move(mean, square, 1)], mean, square],
  ],
  [
    ' by the largest mean square',
    { amsgrad: true },
    [[1 - move(mean, [3.0625, 24], 0), -2 - move(mean, [3.0625, 24], 1)], mean, square, [3.0625, 24]],
  ],
] as const) {
  for (const backend of ['cpu', 'onnxruntime'])
    test.serial(`one update${what} on ${backend}`, async (t) => {
      const actual = await update(backend, options);
      t.is(actual.length, expected.length);
      for (const [index, values] of expected.entries())
        for (const [at, value] of values.entries())
          t.true(Math.abs(actual[index]![at]! - value) < 1e-6, `${index}: ${actual[index]!.join()}`);
    });
}

test.serial('without a gradient there is nothing to do, and no kernel is called', (t) => {
  const scalars = { size: tf.scalar(0.5), eps: tf.scalar(1), shrink: tf.scalar(0.5) };
  t.notThrows(() => updateByAdam([], scalars, { beta1: 0.5, beta2: 0.75, decay: 0, decoupled: false }));
});

test.serial('a backend that compiles steps records one kernel', (t) => {
  t.truthy(tf.getKernel('AdamUpdate', 'onnxruntime'));
});
