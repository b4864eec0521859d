import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerDilatedDepthwise } from '../../../../src/engine/backends/tensorflow/dilated-depthwise.ts';

/** The plain backend under the name of TensorFlow's, whose kernel refuses dilations as that does. */
test.before(async () => {
  await tf.setBackend('cpu');
  const cpu = tf.backend();
  tf.registerBackend('tensorflow', () => cpu);
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    const isRefusing = kernel.kernelName === 'DepthwiseConv2dNative';
    const kernelFunc: tf.KernelFunc = (call) => {
      const { dilations } = call.attrs as unknown as { dilations: number | readonly number[] };
      if ([dilations].flat().some((rate) => rate !== 1)) throw new Error('dilations are refused');
      return kernel.kernelFunc(call);
    };
    tf.registerKernel({ ...kernel, backendName: 'tensorflow', ...(isRefusing && { kernelFunc }) });
  }
  registerDilatedDepthwise();
});

async function depthwise(backend: string, dilations: [number, number], pad: 'same' | 'valid'): Promise<number[]> {
  await tf.setBackend(backend);
  const y = tf.tidy(() => {
    const x = tf.tensor4d(
      Array.from({ length: 2 * 7 * 6 * 2 }, (_, at) => (at * 7) % 11),
      [2, 7, 6, 2],
    );
    const filter = tf.tensor4d(
      Array.from({ length: 3 * 3 * 2 }, (_, at) => (at * 5) % 7),
      [3, 3, 2, 1],
    );
    return tf.depthwiseConv2d(x, filter, 1, pad, 'NHWC', dilations);
  });
  const values = [...(await y.data()), ...y.shape];
  y.dispose();
  return values;
}

const cases = [
  [[2, 2], 'valid'],
  [[2, 2], 'same'],
  [[3, 2], 'same'],
  [[1, 1], 'same'],
] as const;

for (const [dilations, pad] of cases) {
  test.serial(`dilation ${dilations.join(' x ')}, ${pad}: as the plain kernel`, async (t) => {
    const given = [...dilations] as [number, number];
    t.deepEqual(await depthwise('tensorflow', given, pad), await depthwise('cpu', given, pad));
  });
}

test.serial('nothing is left behind', async (t) => {
  await tf.setBackend('tensorflow');
  const before = tf.memory().numTensors;
  await depthwise('tensorflow', [2, 2], 'same');
  t.is(tf.memory().numTensors, before);
});
