import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import type { BackendName } from '../../schemas/index.ts';
import { startEngine } from '../../src/engine/index.ts';
import { backends } from '../../src/engine/backends/index.ts';
import { deviceRequest } from '../../src/engine/device-request.ts';
import { testWithout } from '../helpers/requirements.ts';
import { contractCases } from './contract-cases.ts';
import { wideCases, wideFixtures } from './contract-wide-cases.ts';

export interface Numbers {
  readonly shape: number[];
  readonly values: readonly number[];
}
export interface Fixture {
  readonly inputs: readonly Numbers[];
  readonly output: Numbers;
  readonly dy?: Numbers;
  readonly gradients?: readonly Numbers[];
}
/** An op on as many inputs as its fixture has. */
export type Op = (...inputs: [tf.Tensor, ...tf.Tensor[]]) => tf.Tensor;

const fixtures: Record<string, Fixture> = {
  ...(JSON.parse(
    readFileSync(new URL('../fixtures/engine/contract.json', import.meta.url), 'utf8'),
  ) as typeof fixtures),
  ...wideFixtures(),
};
const cases = { ...contractCases, ...wideCases };
const tolerance = { value: 1e-5, gradient: 1e-4, difference: 1e-2 };
const step = 4e-3;

/**
 * Runs every op and gradient that training uses on one backend, which must agree with PyTorch; skips where it isn't
 * there.
 */
export async function testContract(name: BackendName, device: 'cpu' | 'gpu' = 'cpu'): Promise<void> {
  const presence = await backends.get(name)!.probe({ threads: 2, device: deviceRequest(device) });
  if (!presence.there) {
    testWithout(device === 'gpu' ? 'gpu' : `backend-${name}`, presence.why)(
      `the backend ${name} agrees with PyTorch`,
      () => {},
    );
    return;
  }
  const engine = await startEngine({ backend: name, threads: 2, device });
  test(`${name} starts and says what it is`, (t) => t.is(tf.getBackend(), engine.backend));
  testCases(name);
}

/** The same for a backend that is registered, by TensorFlow.js's name for it. */
export function testCases(name: string): void {
  test(`${name} runs every case that PyTorch made`, (t) => t.deepEqual(Object.keys(cases), Object.keys(fixtures)));
  for (const [title, op] of Object.entries<Op>(cases as Record<string, Op>)) {
    test.serial(`${name}: ${title} agrees with PyTorch and keeps no tensor`, async (t) => {
      await tf.setBackend(name);
      await checkCase(t, op, fixtures[title]!);
    });
  }
}

async function checkCase(t: ExecutionContext, op: Op, fixture: Fixture): Promise<void> {
  const before = tf.memory().numTensors;
  await checkValue(t, op, fixture);
  if (fixture.gradients) {
    await checkGradients(t, op, fixture);
    await checkDifferences(t, op, fixture);
  }
  t.is(tf.memory().numTensors, before, 'tensors are left over');
}

async function checkValue(t: ExecutionContext, op: Op, { inputs, output }: Fixture): Promise<void> {
  const actual = await compute(op, inputs);
  t.deepEqual(actual.shape, output.shape);
  assertClose(t, actual.values, output.values, tolerance.value, 'value');
}

async function checkGradients(t: ExecutionContext, op: Op, { inputs, dy, gradients }: Fixture): Promise<void> {
  const actual = tf.tidy(() => tf.grads(op)(tensorsOf(inputs), tensor(dy!)));
  for (const [index, gradient] of actual.entries()) {
    t.deepEqual(gradient.shape, gradients![index]!.shape);
    assertClose(t, await gradient.data(), gradients![index]!.values, tolerance.gradient, `gradient of input ${index}`);
  }
  tf.dispose(actual);
}

/** The derivative along a direction of +1 and -1, by central differences. */
async function checkDifferences(t: ExecutionContext, op: Op, { inputs, dy, gradients }: Fixture): Promise<void> {
  const direction = (index: number) => ((index * 7919) % 13 < 6 ? -1 : 1);
  const moved = async (by: number) => {
    const shifted = inputs.map(({ shape, values }) => ({
      shape,
      values: values.map((value, index) => value + by * direction(index)),
    }));
    return dot((await compute(op, shifted)).values, dy!.values);
  };
  const measured = ((await moved(step)) - (await moved(-step))) / (2 * step);
  const slopes = gradients!.map(({ values }) => values.map((value, index) => value * direction(index))).flat();
  const expected = slopes.reduce((sum, slope) => sum + slope, 0);
  const scale = slopes.reduce((sum, slope) => sum + Math.abs(slope), 0);
  t.true(
    Math.abs(measured - expected) <= tolerance.difference * scale,
    `finite difference ${measured}, gradient ${expected}`,
  );
}

async function compute(op: Op, inputs: readonly Numbers[]): Promise<Numbers> {
  const y = tf.tidy(() => op(...tensorsOf(inputs)));
  const values = await y.data();
  y.dispose();
  return { shape: y.shape, values: [...values] };
}

function tensorsOf(inputs: readonly Numbers[]): [tf.Tensor, ...tf.Tensor[]] {
  return inputs.map(tensor) as [tf.Tensor, ...tf.Tensor[]];
}

function tensor({ shape, values }: Numbers): tf.Tensor {
  return tf.tensor([...values], shape, 'float32');
}

/** Relative to the largest expected value, since single values may be near zero by cancellation. */
function assertClose(
  t: ExecutionContext,
  actual: ArrayLike<number>,
  expected: readonly number[],
  relative: number,
  what: string,
): void {
  const scale = Math.max(...expected.map(Math.abs), 1e-3);
  const worst = expected.reduce((most, value, index) => Math.max(most, Math.abs(actual[index]! - value)), 0);
  t.is(actual.length, expected.length, what);
  t.true(worst <= relative * scale, `${what} is off by ${worst / scale}, relative to ${scale}`);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
