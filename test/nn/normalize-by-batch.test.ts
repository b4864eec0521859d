import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { gradientsByBatch, normalizeByBatch } from '../../src/nn/normalize-by-batch.ts';

const serial = test.serial;
test.before(() => tf.setBackend('cpu'));

/** One channel of four pixels: the mean is 4, the deviations -3, -1, 1 and 3, the variance 5. */
const x = () => tf.tensor4d([1, 3, 5, 7], [1, 2, 2, 1]);
const eps = 4;

serial('what is normalised has the deviations over the root of variance and epsilon, times weight, plus bias', (t) => {
  const { y, mean, variance } = normalizeByBatch(x(), tf.tensor1d([6]), tf.tensor1d([100]), eps);
  t.deepEqual([...mean.dataSync()], [4]);
  t.deepEqual([...variance.dataSync()], [5]);
  t.deepEqual([...y.dataSync()], [94, 98, 102, 106]);
});

serial('gradients by x, weight and bias', (t) => {
  const dy = tf.tensor4d([1, 0, 0, 0], [1, 2, 2, 1]);
  const [dx, dWeight, dBias] = gradientsByBatch(dy, [x(), tf.tensor1d([6]), tf.tensor1d([4]), tf.tensor1d([5])], eps);
  // Normalised, without weight, the pixels are -1, -1/3, 1/3 and 1.
  t.true(Math.abs(dWeight!.dataSync()[0]! + 1) < 1e-6);
  t.is(dBias!.dataSync()[0], 1);
  // 6 / 3 * (dy - 1/4 - normalised * mean(dy * normalised)), where the mean is -1/4.
  const expected = [1 - 0.25 - 0.25, -0.25 - 1 / 12, -0.25 + 1 / 12, -0.25 + 0.25].map((value) => 2 * value);
  for (const [index, value] of dx!.dataSync().entries()) t.true(Math.abs(value - expected[index]!) < 1e-6);
});

serial('a backend with kernels for it is asked for them, with all that they need', (t) => {
  const calls: unknown[] = [];
  const inputsOf = (inputs: tf.NamedTensorInfoMap) => Object.keys(inputs).sort().join();
  const answer = (name: string) => (call: Parameters<tf.KernelFunc>[0]) => {
    calls.push([name, inputsOf(call.inputs), call.attrs]);
    return [x(), tf.tensor1d([1]), tf.tensor1d([2])];
  };
  const names = ['BatchNormInTraining', 'BatchNormInTrainingGrad'];
  for (const kernelName of names) tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc: answer(kernelName) });
  t.teardown(() => names.forEach((name) => tf.unregisterKernel(name, 'cpu')));
  const [weight, bias] = [tf.tensor1d([6]), tf.tensor1d([100])];
  const { mean, variance } = normalizeByBatch(x(), weight, bias, eps);
  t.deepEqual([mean.dataSync()[0], variance.dataSync()[0]], [1, 2]);
  t.is(gradientsByBatch(x(), [x(), weight, mean, variance], eps).length, 3);
  t.deepEqual(calls, [
    ['BatchNormInTraining', 'bias,weight,x', { eps }],
    ['BatchNormInTrainingGrad', 'dy,mean,variance,weight,x', { eps }],
  ]);
});
