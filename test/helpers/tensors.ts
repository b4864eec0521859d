import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { ExecutionContext } from 'ava';
import type { BackendName } from '../../schemas/index.ts';
import { startEngine } from '../../src/engine/index.ts';
import { decodeSafetensors } from '../../src/weights/index.ts';

/**
 * Starts the backend that tests of networks run on: wasm, which every machine has, or what TESSERA_TEST_BACKEND names.
 */
export async function startTestEngine(): Promise<void> {
  await startEngine({ backend: (process.env['TESSERA_TEST_BACKEND'] ?? 'wasm') as BackendName });
}

/** Uniform numbers in [-0.5, 0.5), the same as `pattern` in test/fixtures/nn/oracle.py. */
export function pattern(length: number, seed: number): Float32Array {
  const values = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    let h = Math.imul(index + seed * 977, 2654435761);
    h ^= h >>> 15;
    h = Math.imul(h, 2246822519);
    h ^= h >>> 13;
    values[index] = (h >>> 0) / 2 ** 32 - 0.5;
  }
  return values;
}

export function patternTensor<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number): tf.Tensor<R> {
  return tf.tensor(pattern(tf.util.sizeFromShape(shape), seed), shape);
}

/** What an oracle computed, by name. */
export async function readTensorFixture(name: string): Promise<(key: string) => Float32Array> {
  const { tensors } = decodeSafetensors(await readFile(new URL(`../fixtures/nn/${name}.safetensors`, import.meta.url)));
  return (key) => {
    const array = tensors.get(key);
    if (!array) throw new Error(`the fixture ${name} has no \`${key}\``);
    return array.data as Float32Array;
  };
}

/** The largest difference is at most `tolerance` times the largest expected magnitude. Disposes of `actual`. */
export async function assertAllClose(
  t: ExecutionContext,
  actual: tf.Tensor,
  expected: ArrayLike<number>,
  tolerance: number,
  what = 'values',
): Promise<void> {
  const values = await actual.data();
  if (!(actual instanceof tf.Variable)) actual.dispose();
  t.is(values.length, expected.length, `number of ${what}`);
  const magnitude = Math.max(...Array.from(expected, Math.abs), 1e-6);
  const difference = Math.max(...Array.from(expected, (value, index) => Math.abs(value - values[index]!)));
  t.true(difference <= tolerance * magnitude, `${what} differ by ${difference} where the largest is ${magnitude}`);
}

/** The value of `op` and, for `dy`, its gradients by `inputs`. */
export function valueAndGradients<T extends tf.Tensor>(
  op: (...inputs: tf.Tensor[]) => T,
  inputs: readonly tf.Tensor[],
  dy: (value: T) => T,
): { y: T; gradients: tf.Tensor[] } {
  const { value, grads } = tf.valueAndGrads((...args: tf.Tensor[]) => {
    const y = op(...args);
    return tf.sum(tf.mul(y, dy(y)));
  })([...inputs]);
  value.dispose();
  return { y: tf.tidy(() => op(...inputs)), gradients: grads };
}
