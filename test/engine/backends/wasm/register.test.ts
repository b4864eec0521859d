import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('the wasm backend has every kernel that the gradients of convolutions and gather call', (t) => {
  const names = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
  const needed = [
    'Conv2DBackpropFilter',
    'Conv2DBackpropInput',
    'DepthwiseConv2dNativeBackpropFilter',
    'DepthwiseConv2dNativeBackpropInput',
    'UnsortedSegmentSum',
  ];
  t.deepEqual(
    needed.filter((name) => !names.includes(name)),
    [],
  );
});
