import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replace-kernel.ts';

/** The shipped kernel writes integers whatever type is asked for, so that a float result holds their bits. */
export function registerOneHot(): void {
  const shipped = tf.getKernel('OneHot', 'wasm');
  replaceKernel('wasm', 'OneHot', (call) => {
    const { dtype = 'int32' } = (call.attrs ?? {}) as { dtype?: tf.DataType };
    if (dtype === 'int32') return shipped.kernelFunc(call);
    const { depth, onValue, offValue } = call.attrs as { depth: number; onValue: number; offValue: number };
    return tf.tidy(() =>
      tf.cast(tf.oneHot(call.inputs['indices'] as tf.Tensor1D, depth, onValue, offValue, 'int32'), dtype),
    );
  });
}
