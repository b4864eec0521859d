import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { createAdam } from '../../../../src/components/optimizers/adam-optimizer.ts';
import { crossEntropyLoss } from '../../../../src/components/losses/cross-entropy-loss.ts';
import * as nn from '../../../../src/nn/index.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { residentMiB } from '../../../helpers/garbage.ts';
import '../../onnx/kernels/agree.ts';

/** Two convolutions with batch norm, a doubling and dropout between them: every family that training uses. */
function createTraining(batch = 2) {
  const random = createRandom('training');
  const [first, second] = [
    new nn.Conv2d(3, 8, 3, { padding: 1, stride: 2, random }),
    new nn.Conv2d(8, 3, 3, { padding: 1, random }),
  ];
  const [norm, dropout] = [new nn.BatchNorm2d(8), new nn.Dropout2d(0.1)];
  const modules = { first, second, norm };
  const parameters = Object.entries(modules).flatMap(([name, module]) => module.namedParameters(`${name}.`));
  const optimizer = createAdam(
    parameters,
    { lr: 1e-2, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 1e-4 },
    { decoupled: false },
  );
  const pixels = Float32Array.from({ length: batch * 8 * 8 * 3 }, () => random.between(-1, 1));
  const labels = Int32Array.from({ length: batch * 64 }, () => random.integer(0, 3));

  const step = () =>
    tf.tidy(() => {
      const x = tf.tensor4d(pixels, [batch, 8, 8, 3]);
      const target = tf.tensor3d(labels, [batch, 8, 8], 'int32');
      const { value, grads } = tf.variableGrads(() => {
        const pass = { training: true, random };
        const hidden = dropout.forward(tf.relu(norm.forward(first.forward(x), pass)), pass);
        return crossEntropyLoss(second.forward(nn.resizeNearest(hidden, [8, 8])), target, { ignoreIndex: 255 });
      });
      optimizer.step(new Map(parameters.map(([name, parameter]) => [name, grads[parameter.name]!])), 1e-2);
      return value;
    });
  const dispose = () => {
    for (const module of Object.values(modules)) module.dispose();
    optimizer.dispose();
  };
  return { step, dispose };
}

async function losses(backend: string, steps: number): Promise<number[]> {
  await tf.setBackend(backend);
  const { step, dispose } = createTraining();
  const values: number[] = [];
  for (let index = 0; index < steps; index++) {
    const loss = step();
    values.push((await loss.data())[0]!);
    loss.dispose();
  }
  dispose();
  return values;
}

test.serial('twenty steps of training give the losses of the cpu backend', async (t) => {
  const [expected, actual] = [await losses('cpu', 20), await losses('onnxruntime', 20)];
  t.true(expected.at(-1)! < 0.9 * expected[0]!, 'the network learns');
  for (const [index, loss] of expected.entries())
    t.true(Math.abs(actual[index]! / loss - 1) < 0.01, `step ${index}: ${loss} and ${actual[index]}`);
});

test.serial('the same training twice gives the same bits', async (t) => {
  t.deepEqual(await losses('onnxruntime', 10), await losses('onnxruntime', 10));
});

test.serial('a thousand steps keep no tensor, no data and hardly any memory', async (t) => {
  await tf.setBackend('onnxruntime');
  const { step, dispose } = createTraining();
  const run = async (steps: number) => {
    for (let index = 0; index < steps; index++) {
      const loss = step();
      await loss.data();
      loss.dispose();
    }
    return held();
  };
  // Before that, memory grows for another reason: V8 enlarges its heap until it fits the garbage of a step.
  const before = await run(600);
  const after = await run(400);
  t.is(after.tensors, before.tensors);
  t.is(after.data, before.data);
  t.log(`resident memory grew by ${after.residentMiB - before.residentMiB} MiB in 400 steps`);
  t.true(after.residentMiB - before.residentMiB < 32);
  dispose();
});

async function held() {
  return {
    tensors: tf.memory().numTensors,
    data: tf.backend().numDataIds(),
    residentMiB: Math.round(await residentMiB()),
  };
}

test.serial('reading a recorded tensor synchronously is refused, and says what to do', async (t) => {
  await tf.setBackend('onnxruntime');
  const sum = tf.add(1, 2);
  t.throws(() => sum.dataSync(), { message: /await tensor\.data\(\)/ });
  t.is((await sum.data())[0], 3);
  t.is(sum.dataSync()[0], 3);
  sum.dispose();
});

test.serial('a kernel without a lowering runs on another backend, and says so once', async (t) => {
  const lines = await spoken(t, async () => {
    await tf.setBackend('onnxruntime');
    for (const offset of [0, 10]) {
      // With an alpha of 0 it changes nothing.
      const same = tf.localResponseNormalization(tf.add<tf.Tensor3D>(tf.tensor3d([[[3, 1]]]), offset), 1, 1, 0);
      t.deepEqual([...(await tf.mul(tf.add(same, 1), 2).data())], [2 * (4 + offset), 2 * (2 + offset)]);
    }
  });
  t.deepEqual(lines.filter((line) => line.includes('LRN')).length, 1);
});

/** The lines that were written to standard error meanwhile. */
async function spoken(t: ExecutionContext, act: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (line: string | Uint8Array) => lines.push(String(line)) > 0;
  t.teardown(() => {
    process.stderr.write = write;
  });
  await act();
  process.stderr.write = write;
  return lines;
}

test.serial('what comes from another backend is taken over, and goes back once it is computed', async (t) => {
  await tf.setBackend('cpu');
  const there = tf.tensor1d([1, 2]);
  await tf.setBackend('onnxruntime');
  const here = tf.square(there);
  t.deepEqual([...(await here.data())], [1, 4]);
  await tf.setBackend('cpu');
  const back = tf.add(here, 1);
  t.deepEqual([...back.dataSync()], [2, 5]);
  tf.dispose([there, here, back]);
});

test.serial('what is wanted of a computation may change from one time to the next', async (t) => {
  await tf.setBackend('onnxruntime');
  const compute = async (wanted: 'product' | 'both', x: number) => {
    const [sum, product] = tf.tidy(() => {
      const both = tf.add(tf.tensor1d([x, 2]), tf.tensor1d([1, 1]));
      return [both, tf.mul(both, both)];
    });
    if (wanted === 'product') sum.dispose();
    const numbers = [...(await product!.data())];
    if (wanted === 'both') numbers.push(...(await sum.data()));
    tf.dispose([sum, product!]);
    return numbers;
  };
  t.deepEqual(await compute('product', 1), [4, 9]);
  t.deepEqual(await compute('both', 2), [9, 9, 3, 3]);
  t.deepEqual(await compute('product', 3), [16, 9]);
});
