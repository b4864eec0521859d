import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replace-kernel.ts';

/**
 * The shipped backend lacks this kernel, which is the gradient of `gather`: row i of `x` is added to row
 * `segmentIds[i]` of the result; negative ids are left out. `x` [rows, ...]; gives [numSegments, ...].
 */
export function registerSegmentSum(): void {
  replaceKernel('wasm', 'UnsortedSegmentSum', ({ inputs, attrs, backend }) => {
    const wasm = backend as BackendWasm;
    const { x, segmentIds } = inputs as unknown as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
    const { numSegments } = attrs as unknown as { numSegments: number };
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const out = wasm.makeOutput([numSegments, ...rowShape], x.dtype);
    const sums = wasm.typedArrayFromHeap(out).fill(0);
    addRows(sums, wasm.typedArrayFromHeap(x), wasm.typedArrayFromHeap(segmentIds), tf.util.sizeFromShape(rowShape));
    return out;
  });
}

function addRows(
  sums: tf.backend_util.TypedArray,
  rows: tf.backend_util.TypedArray,
  ids: tf.backend_util.TypedArray,
  length: number,
): void {
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id < 0) continue;
    for (let column = 0; column < length; column++) sums[id * length + column]! += rows[row * length + column]!;
  }
}
