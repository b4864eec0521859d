import { type Backend, type Device, processor } from '../../backend.ts';
import * as tf from '@tensorflow/tfjs-core';
import { reason } from '../../packages.ts';
import { registerDilatedDepthwise } from './dilated-depthwise.ts';
import { loadAddon } from './load.ts';

const howToGet = [
  'npm install --ignore-scripts @tensorflow/tfjs-node-gpu@4.22.0 and pip install tensorflow-cpu (or tensorflow), then: tessera backend install tensorflow (builds the addon; needs g++ and make)',
  'or, with TensorFlow 2.9 from its old host: npm rebuild @tensorflow/tfjs-node-gpu --ignore-scripts=false',
];

/** TensorFlow's own kernels through the addon of tfjs-node. */
export const tensorflowBackend: Backend = {
  name: 'tensorflow',
  hasGpus: true,
  async probe({ threads }) {
    try {
      return { there: true, what: loadAddon(threads) };
    } catch (error) {
      return { there: false, why: `its native addon does not load: ${reason(error)}`, howToGet };
    }
  },
  async start({ threads }) {
    registerDilatedDepthwise();
    return { threads, device: deviceInUse() };
  },
};

/**
 * tfjs-node computes on the last graphics card that TensorFlow lists, or on the processor; it doesn't tell the card's
 * name.
 */
function deviceInUse(): Device {
  const { isUsingGpuDevice } = tf.findBackend('tensorflow') as tf.KernelBackend & { isUsingGpuDevice: boolean };
  return isUsingGpuDevice ? { kind: 'gpu', name: "TensorFlow's last GPU" } : processor();
}
