import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import { loadCpuBackend } from '../../../../src/engine/recording/cpu-package.ts';
import { registerGradients } from '../../../../src/engine/gradients/index.ts';
import { registerOnnxRuntime } from '../../../../src/engine/backends/onnxruntime/register.ts';
import { createRandom } from '../../../../src/core/random.ts';

loadCpuBackend();
registerGradients();
await registerOnnxRuntime({ threads: 2 });

export type Compute = () => tf.Tensor | tf.Tensor[];

/** Fixed numbers in -1..1. */
export function filled(shape: number[], name = 'x'): tf.Tensor {
  const random = createRandom('agree', name);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.between(-1, 1)),
    shape,
  );
}

/** The function's value and its gradient, both against the cpu backend. */
export async function agreesWithGradient(
  t: ExecutionContext,
  f: (x: tf.Tensor) => tf.Tensor,
  shape = [2, 5, 7, 3],
): Promise<void> {
  await agrees(t, () => f(filled(shape)));
  await agrees(t, () => gradientOf(f, filled(shape)));
}

export function gradientOf(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor {
  const weighted = (input: tf.Tensor) => {
    const y = f(input);
    return tf.sum(tf.mul(y, filled(y.shape, 'weights')));
  };
  return tf.grad(weighted)(x);
}

/** Shapes and types are equal, numbers to 1e-5 of the largest, and no tensor is left. */
export async function agrees(t: ExecutionContext, compute: Compute): Promise<void> {
  const expected = await run('cpu', compute);
  const before = await tensorsOn('onnxruntime');
  const actual = await run('onnxruntime', compute);
  t.is(await tensorsOn('onnxruntime'), before);
  t.deepEqual(
    actual.map(({ shape, dtype }) => ({ shape, dtype })),
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  for (const [index, { values }] of expected.entries()) {
    const scale = Math.max(1, ...values.filter(Number.isFinite).map(Math.abs));
    const wrong = values.findIndex((value, at) => !close(value, actual[index]!.values[at]!, 1e-5 * scale));
    t.is(wrong, -1, `element ${wrong}: expected ${values[wrong]}, got ${actual[index]!.values[wrong]}`);
  }
}

async function run(backend: string, compute: Compute) {
  await tf.setBackend(backend);
  const result = tf.tidy(() => compute() as tf.Tensor);
  const tensors: tf.Tensor[] = [result].flat();
  const read = tensors.map(async (tensor) => ({
    shape: tensor.shape,
    dtype: tensor.dtype,
    values: [...(await tensor.data())],
  }));
  const values = await Promise.all(read);
  tf.dispose(tensors);
  return values;
}

async function tensorsOn(backend: string): Promise<string> {
  await tf.setBackend(backend);
  return `${tf.memory().numTensors} tensors, ${tf.backend().numDataIds()} data`;
}

function close(expected: number, actual: number, tolerance: number): boolean {
  return Object.is(expected, actual) || Math.abs(expected - actual) <= tolerance;
}
