import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerOnnxRuntime } from '../../../../src/engine/backends/onnxruntime/register.ts';
import { crossEntropyLoss } from '../../../../src/components/losses/cross-entropy-loss.ts';
import { createAdam } from '../../../../src/components/optimizers/adam-optimizer.ts';
import { createRandom } from '../../../../src/core/random.ts';
import * as nn from '../../../../src/nn/index.ts';
import { made } from '../../contract-wide-cases.ts';
import { registerForcedBlocks } from './forced-blocks.ts';

const expected = JSON.parse(
  readFileSync(new URL('../../../fixtures/engine/fifty_steps.json', import.meta.url), 'utf8'),
) as number[];

await registerOnnxRuntime({ threads: 2 });
for (const backend of [...[1, 8, 16].map(registerForcedBlocks), 'onnxruntime']) {
  test.serial(`fifty steps of a U-Net on ${backend} have PyTorch's losses`, async (t) => {
    await tf.setBackend(backend);
    const losses = await train(expected.length);
    t.true(expected.at(-1)! < 0.8 * expected[0]!, 'the network learns');
    for (const [index, loss] of losses.entries())
      t.true(Math.abs(loss / expected[index]! - 1) < 1e-3, `step ${index}: ${loss}, by PyTorch ${expected[index]}`);
  });
}

/** The network of fifty_steps.py, which halves twice, and doubles what it joins with the finer level. */
async function train(steps: number): Promise<number[]> {
  const random = createRandom('replaced');
  const options = { bias: false, random };
  const convolutions = [
    new nn.Conv2d(3, 16, 3, { ...options, stride: 2, padding: 1 }),
    new nn.Conv2d(16, 32, 3, { ...options, stride: 2, padding: 1 }),
    new nn.Conv2d(48, 16, 3, { ...options, padding: 1 }),
    new nn.Conv2d(16, 3, 1, options),
  ] as const;
  const norms = [new nn.BatchNorm2d(16), new nn.BatchNorm2d(32), new nn.BatchNorm2d(16)] as const;
  for (const [salt, { weight }] of convolutions.entries())
    tf.tidy(() => weight.assign(tf.mul(numbers(weight.shape, salt), 0.2)));
  const parameters = [...convolutions, ...norms].flatMap((layer, index) => layer.namedParameters(`${index}.`));
  const optimizer = createAdam(
    parameters,
    { lr: 0.01, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0 },
    { decoupled: false },
  );
  const pass = { training: true, random };
  const block = (x: tf.Tensor4D, index: 0 | 1 | 2) =>
    tf.relu(norms[index].forward(convolutions[index].forward(x), pass));
  const doubled = (x: tf.Tensor4D) => nn.resizeNearest(x, [x.shape[1] * 2, x.shape[2] * 2]);
  const forward = (images: tf.Tensor4D) => {
    const fine = block(images, 0);
    const joined = tf.concat([doubled(block(fine, 1)), fine], 3);
    return convolutions[3].forward(doubled(block(joined, 2)));
  };

  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = tf.tidy(() => {
      const target = labels();
      const { value, grads } = tf.variableGrads(() =>
        crossEntropyLoss(forward(numbers([4, 16, 16, 3], 10)), target, { ignoreIndex: 255 }),
      );
      optimizer.step(new Map(parameters.map(([name, parameter]) => [name, grads[parameter.name]!])), 0.01);
      return value;
    });
    losses.push((await loss.data())[0]!);
    loss.dispose();
  }
  for (const layer of [...convolutions, ...norms]) layer.dispose();
  optimizer.dispose();
  return losses;
}

function numbers(shape: [number, number, number, number], salt: number): tf.Tensor4D {
  return tf.tensor4d([...made(shape, salt).values], shape);
}

/** The class of each 2 x 2 pixels follows from the first channel of the first of them. */
function labels(): tf.Tensor3D {
  const { values } = made([4, 16, 16, 3], 10);
  const red = (image: number, row: number, column: number) => values[((image * 16 + row) * 16 + column) * 3]!;
  const classes = Int32Array.from({ length: 4 * 16 * 16 }, (_, k) => {
    const [image, row, column] = [k >> 8, (k >> 4) % 16, k % 16];
    const value = red(image, row - (row % 2), column - (column % 2));
    return Number(value > 0) + Number(value > 0.5);
  });
  return tf.tensor3d(classes, [4, 16, 16], 'int32');
}
