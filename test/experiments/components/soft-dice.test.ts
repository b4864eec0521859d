import { fileURLToPath } from 'node:url';
import '../../../src/engine/gradients/core.ts';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { builtins } from '../../../src/components/index.ts';
import { loadExperiment } from '../../../src/config/index.ts';
import { createRegistry, type ComponentReference, type Loss } from '../../../src/registry/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const classes = [
  { name: 'background', color: [0, 0, 0] },
  { name: 'cat', color: [255, 0, 0] },
] as const;

async function softDice(overrides: readonly string[] = []): Promise<Loss> {
  await tf.setBackend('cpu');
  const options = { registry: createRegistry(...builtins), workingDirectory: root, environment: {}, overrides };
  const { registry, experiment } = await loadExperiment('experiments/quickstart-soft-dice.yaml', options);
  return registry.build('loss', experiment.loss as ComponentReference, {
    seed: 0,
    workingDirectory: root,
    tf,
    classes,
  });
}

test.serial('the example plugin gives the loss worked by hand', async (t) => {
  const loss = await softDice(['loss.smooth=1']);
  // Equal logits: every probability is 1/2. Three pixels count: two background, one cat.
  // background (2 * 1 + 1) / (1.5 + 2 + 1), cat (2 * 0.5 + 1) / (1.5 + 1 + 1).
  const value = tf.tidy(() => loss(tf.zeros([1, 2, 2, 2]), tf.tensor3d([0, 0, 1, 255], [1, 2, 2], 'int32')));
  t.true(Math.abs((await value.data())[0]! - (1 - (3 / 4.5 + 2 / 3.5) / 2)) < 1e-6);
  value.dispose();
});

test.serial('its gradient is that of finite differences, and zero where pixels are ignored', async (t) => {
  const loss = await softDice();
  const target = tf.tensor3d([0, 1, 1, 255], [1, 2, 2], 'int32');
  const start = [0.3, -0.2, 0.1, 0.5, -0.4, 0.2, 0.7, 0.9];
  const at = async (values: number[]) => {
    const value = tf.tidy(() => loss(tf.tensor4d(values, [1, 2, 2, 2]), target));
    return (await value.data())[0]!;
  };
  const gradient = await tf
    .grad((logits) => loss(logits as tf.Tensor4D, target))(tf.tensor4d(start, [1, 2, 2, 2]))
    .data();
  for (const [index, slope] of gradient.entries()) {
    const [above, below] = [start.with(index, start[index]! + 1e-2), start.with(index, start[index]! - 1e-2)];
    t.true(Math.abs(slope - ((await at(above)) - (await at(below))) / 2e-2) < 1e-4);
  }
  t.deepEqual([...gradient.slice(6)], [0, 0]);
});
