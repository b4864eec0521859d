import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createAdam } from '../../../../src/components/optimizers/adam-optimizer.ts';
import { crossEntropyLoss } from '../../../../src/components/losses/cross-entropy-loss.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { findAdapter } from '../../../../src/engine/backends/onnxruntime/find-adapter.ts';
import { startEngine } from '../../../../src/engine/index.ts';
import * as nn from '../../../../src/nn/index.ts';
import { testWithout } from '../../../helpers/requirements.ts';

const presence = await findAdapter();
const testOnGpu = presence.there ? test : testWithout('gpu', presence.why);

testOnGpu.serial('twenty steps on a GPU have the losses of the cpu backend, and weights stay there', async (t) => {
  await startEngine({ backend: 'cpu' });
  const expected = await losses(20);
  const { device } = await startEngine({ backend: 'onnxruntime', device: 'gpu', threads: 1 });
  t.is(device.kind, 'gpu');
  const actual = await losses(20);
  t.true(expected.at(-1)! < 0.95 * expected[0]!, 'the network learns');
  for (const [index, loss] of expected.entries())
    t.true(Math.abs(actual[index]! / loss - 1) < 1e-3, `step ${index}: ${loss} and ${actual[index]}`);
});

testOnGpu.serial('the same process goes on with the processor where that is asked for, and back', async (t) => {
  const [first] = await losses(1);
  for (const device of ['cpu', 'gpu'] as const) {
    const engine = await startEngine({ backend: 'onnxruntime', device, threads: 1 });
    t.is(engine.device.kind, device);
    const [loss] = await losses(1);
    t.true(Math.abs(loss! / first! - 1) < 1e-3);
  }
  // Whoever doesn't mind gets what is there.
  t.is((await startEngine({ backend: 'onnxruntime' })).device.kind, 'gpu');
});

/** A convolution with batch norm and one without, on 2 images of 8 x 8. */
async function losses(steps: number): Promise<number[]> {
  const random = createRandom('gpu');
  const modules = {
    first: new nn.Conv2d(3, 4, 3, { padding: 1, random }),
    norm: new nn.BatchNorm2d(4),
    last: new nn.Conv2d(4, 3, 1, { random }),
  };
  const parameters = Object.entries(modules).flatMap(([name, module]) => module.namedParameters(`${name}.`));
  const optimizer = createAdam(
    parameters,
    { lr: 1e-2, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0 },
    { decoupled: false },
  );
  const pixels = Float32Array.from({ length: 2 * 64 * 3 }, () => random.between(-1, 1));
  const labels = Int32Array.from({ length: 2 * 64 }, () => random.integer(0, 3));
  const values: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = tf.tidy(() => {
      const x = tf.tensor4d(pixels, [2, 8, 8, 3]);
      const target = tf.tensor3d(labels, [2, 8, 8], 'int32');
      const { value, grads } = tf.variableGrads(() => {
        const hidden = tf.relu(modules.norm.forward(modules.first.forward(x), { training: true, random }));
        return crossEntropyLoss(modules.last.forward(hidden), target, { ignoreIndex: 255 });
      });
      optimizer.step(new Map(parameters.map(([name, parameter]) => [name, grads[parameter.name]!])), 1e-2);
      return value;
    });
    values.push((await loss.data())[0]!);
    loss.dispose();
  }
  for (const module of Object.values(modules)) module.dispose();
  optimizer.dispose();
  return values;
}
