import { type Backend, type Device, processor } from '../../backend.ts';
import * as tf from '@tensorflow/tfjs-core';
import { readCards } from '../../cards.ts';
import type { DeviceRequest } from '../../device-request.ts';
import { reason } from '../../packages.ts';
import { registerDilatedDepthwise } from './dilated-depthwise.ts';
import { loadAddon } from './load.ts';

const howToGet = [
  'npm install --ignore-scripts @tensorflow/tfjs-node-gpu@4.22.0 and pip install tensorflow-cpu (or ' +
    'tensorflow), then: tessera backend install tensorflow (builds the addon; needs g++ and make)',
  'or, with TensorFlow 2.9 from its old host: npm rebuild @tensorflow/tfjs-node-gpu --ignore-scripts=false',
];

const howToGetGpu = [
  'build the addon against a TensorFlow with CUDA: docs/engines.md',
  'nvidia-smi shows whether the driver sees a card',
];

/** TensorFlow's own kernels through the addon of tfjs-node. */
export const tensorflowBackend: Backend = {
  name: 'tensorflow',
  hasGpus: true,
  async probe({ threads, device }) {
    try {
      showCards(device);
      const what = loadAddon(threads);
      if (device?.kind === 'gpu' && deviceInUse().kind !== 'gpu')
        return { there: false, why: 'the TensorFlow here finds no GPU that it can compute on', howToGet: howToGetGpu };
      return { there: true, what };
    } catch (error) {
      return { there: false, why: `its native addon does not load: ${reason(error)}`, howToGet };
    }
  },
  async start({ threads }) {
    registerDilatedDepthwise();
    return { threads, device: deviceInUse() };
  },
};

/** tfjs-node computes on the last graphics card that TensorFlow lists, or on the processor; it doesn't tell which. */
function deviceInUse(): Device {
  const { isUsingGpuDevice } = tf.findBackend('tensorflow') as tf.KernelBackend & { isUsingGpuDevice: boolean };
  if (!isUsingGpuDevice) return processor();
  const { name = "TensorFlow's last GPU", driver, id } = readCards().cuda.at(-1) ?? {};
  return { kind: 'gpu', name, ...(driver !== undefined && { driver }), ...(id !== undefined && { id }) };
}

/** TensorFlow takes no choice of a card, but sees those only that this variable names when it is loaded. */
function showCards(device: DeviceRequest = { kind: 'auto' }): void {
  if (device.kind === 'cpu') process.env['CUDA_VISIBLE_DEVICES'] = '';
  if (device.kind !== 'gpu') return;
  const { cuda } = readCards();
  const card = cuda[device.index ?? 0];
  if (card) Object.assign(process.env, { CUDA_VISIBLE_DEVICES: card.id, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
  else if (device.index !== undefined && cuda.length > 0)
    throw new Error(
      `gpu:${device.index} is not there: CUDA has ${cuda.length} GPU${cuda.length === 1 ? '' : 's'} here`,
    );
}
