import type { DataType } from '@tensorflow/tfjs-core';
import type { ElementType } from './model.ts';

/** TensorFlow.js's types as ONNX names them. Strings and complex numbers have no place in a graph. */
export function dataTypeOf(dtype: DataType): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`A tensor of type ${dtype} cannot be computed with on the onnxruntime backend.`);
}
