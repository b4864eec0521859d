import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { loadCpuBackend } from '../../../src/engine/recording/cpu-package.ts';
import { registerComposed, replaceKernel } from '../../../src/engine/backends/replace-kernel.ts';

loadCpuBackend();
await tf.setBackend('cpu');

test.serial('a kernel is replaced, and the new one may rest on the old', async (t) => {
  const shipped = tf.getKernel('Square', 'cpu');
  t.teardown(() => replaceKernel('cpu', 'Square', shipped.kernelFunc));
  let calls = 0;
  replaceKernel('cpu', 'Square', (call) => {
    calls++;
    return shipped.kernelFunc(call);
  });
  t.deepEqual([...tf.square(tf.tensor1d([2, 3])).dataSync()], [4, 9]);
  t.is(calls, 1);
});

test.serial('the setup of the kernel that was there is kept', (t) => {
  const setupFunc = () => undefined;
  tf.registerKernel({ kernelName: 'TestSetup', backendName: 'cpu', kernelFunc: () => [], setupFunc });
  replaceKernel('cpu', 'TestSetup', () => []);
  t.is(tf.getKernel('TestSetup', 'cpu').setupFunc, setupFunc);
  tf.unregisterKernel('TestSetup', 'cpu');
});

test.serial('a composed kernel is made of ops, of which only the result is left', (t) => {
  registerComposed<{ x: tf.Tensor }, { by: number }>('cpu', 'TestComposed', ({ x }, { by }) =>
    tf.add(tf.mul(x, by), tf.ones(x.shape)),
  );
  const x = tf.tensor1d([1, 2]);
  const before = tf.memory().numTensors;
  const y = tf.engine().runKernel<tf.Tensor>('TestComposed', { x }, { by: 10 });
  t.deepEqual([...y.dataSync()], [11, 21]);
  t.is(tf.memory().numTensors, before + 1);
  tf.dispose([x, y]);
  tf.unregisterKernel('TestComposed', 'cpu');
});
