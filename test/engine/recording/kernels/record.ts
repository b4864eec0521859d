import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Recording } from '../../../../src/engine/recording/kernel.ts';
import { type KernelName, kernels } from '../../../../src/engine/recording/kernels/index.ts';

/** A tensor without numbers, which is all that recording looks at. */
export function input(shape: number[], dtype: DataType = 'float32'): TensorInfo {
  return { dataId: {}, shape, dtype };
}

/** What is recorded of a call as TensorFlow.js makes it; undefined where the kernel declines. */
export function record(name: KernelName, inputs: object, attrs: object = {}): Recording | undefined {
  return kernels[name]({ inputs: inputs as never, attrs: attrs as never });
}

/** The results of a call, each as `float32[2,3]`. */
export function results(name: KernelName, inputs: object, attrs: object = {}): string[] | undefined {
  return record(name, inputs, attrs)?.outputs.map(({ shape, dtype }) => `${dtype}[${shape.join()}]`);
}
