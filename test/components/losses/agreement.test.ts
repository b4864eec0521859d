import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import type { BackendName } from '../../../schemas/index.ts';
import { builtins } from '../../../src/components/index.ts';
import { backends } from '../../../src/engine/backends/index.ts';
import { startEngine } from '../../../src/engine/index.ts';
import type { ComponentReference, Loss } from '../../../src/registry/index.ts';
import { buildPart, classList } from '../../helpers/networks.ts';
import { testWithout } from '../../helpers/requirements.ts';
import { pattern } from '../../helpers/tensors.ts';

// Values and gradients of every loss, from PyTorch in double precision, on every backend.

interface Case {
  readonly shape: [number, number, number];
  readonly target: number[];
  readonly scale: number;
}
interface Expected {
  readonly value: number;
  readonly gradient: number[];
}
const { cases, losses } = JSON.parse(
  await readFile(new URL('../../fixtures/losses/losses.json', import.meta.url), 'utf8'),
) as {
  cases: Record<string, Case>;
  losses: Record<string, { params: ComponentReference; expected: Record<string, Expected> }>;
};

const build = (params: ComponentReference) => buildPart('loss', params, { classes: classList(4) });

async function assertAgrees(t: ExecutionContext, loss: Loss, given: Case, expected: Expected, what: string) {
  const target = tf.tensor3d(given.target, given.shape, 'int32');
  const numbers = pattern(given.target.length * 4, 7).map((value) => value * given.scale);
  const logits = tf.tensor4d(numbers, [...given.shape, 4]);
  const before = tf.memory().numTensors;
  const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, target))(logits);
  const [[actual], gradient] = [await value.data(), await grad.data()];
  tf.dispose([value, grad]);
  t.is(tf.memory().numTensors, before, `${what} leaves no tensor`);
  t.true(
    Math.abs(actual! - expected.value) <= 2e-6 * Math.max(1, expected.value),
    `${what}: ${actual}, not ${expected.value}`,
  );
  const largest = Math.max(...expected.gradient.map(Math.abs), 1e-4);
  const difference = Math.max(...expected.gradient.map((entry, index) => Math.abs(entry - gradient[index]!)));
  t.true(difference <= 1e-5 * largest, `${what}: gradients differ by ${difference}, the largest is ${largest}`);
  tf.dispose([target, logits]);
}

const names: BackendName[] = ['onnxruntime', 'wasm', 'tensorflow', 'cpu'];
const found = await Promise.all(
  names.map(async (name) => ({ name, presence: await backends.get(name)!.probe({ threads: 1 }) })),
);
test('every loss has numbers to agree with', (t) => {
  const types = new Set(Object.values(losses).map(({ params }) => params.type));
  const missing = builtins.filter(({ kind, type }) => kind === 'loss' && !types.has(type));
  t.deepEqual(
    missing.map(({ type }) => type),
    [],
  );
});

for (const { name, presence } of found) {
  const define = presence.there ? test : testWithout(`backend-${name}`, presence.why);
  for (const [title, { params, expected }] of Object.entries(losses))
    define.serial(`${name}: ${title} has PyTorch's values and gradients`, async (t) => {
      await startEngine({ backend: name, threads: 1 });
      const loss = await build(params);
      for (const [which, given] of Object.entries(cases))
        await assertAgrees(t, loss, given, expected[which]!, `${title}, ${which}`);
    });
}

test.serial('every loss is 0 without a gradient where nothing counts', async (t) => {
  await startEngine({ backend: 'wasm' });
  for (const [title, { params }] of Object.entries(losses)) {
    const loss = await build(params);
    const blank: Case = { shape: [2, 3, 3], target: Array<number>(18).fill(255), scale: 6 };
    await assertAgrees(t, loss, blank, { value: 0, gradient: Array<number>(72).fill(0) }, title);
    t.is(loss.weightOf!(Uint8Array.from(blank.target), 2), 0, title);
  }
});

test.serial('every loss and gradient is finite for logits thousands apart', async (t) => {
  await startEngine({ backend: 'wasm' });
  for (const [title, { params }] of Object.entries(losses)) {
    const loss = await build(params);
    const target = tf.tensor3d([0, 1, 2, 3, 255, 1], [1, 2, 3], 'int32');
    const logits = tf.tensor4d(
      pattern(24, 3).map((value) => value * 20_000),
      [1, 2, 3, 4],
    );
    const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, target))(logits);
    t.true([...(await value.data()), ...(await grad.data())].every(Number.isFinite), title);
    t.true((await value.data())[0]! > 0, title);
    tf.dispose([target, logits, value, grad]);
  }
});
