import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replace-kernel.ts';

type Values = tf.backend_util.TypedArray;

/**
 * The shipped kernel looks for a maximum above the smallest positive number, so a window without a positive value
 * gets no gradient. Here each gradient goes to the first greatest value of its window, as in PyTorch.
 */
export function registerMaxPoolGradient(): void {
  replaceKernel('wasm', 'MaxPoolGrad', ({ inputs, attrs, backend }) => {
    const wasm = backend as BackendWasm;
    const { dy, input } = inputs as unknown as { dy: tf.TensorInfo; input: tf.TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as tf.MaxPoolGradAttrs;
    const shape = input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const out = wasm.makeOutput(shape, 'float32');
    scatter(wasm.typedArrayFromHeap(out).fill(0), wasm.typedArrayFromHeap(input), wasm.typedArrayFromHeap(dy), info);
    return out;
  });
}

function scatter(dx: Values, x: Values, dy: Values, info: tf.backend_util.Conv2DInfo): void {
  const { batchSize, outHeight, outWidth, inChannels } = info;
  let source = 0;
  for (let sample = 0; sample < batchSize; sample++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        for (let channel = 0; channel < inChannels; channel++) {
          dx[greatest(x, info, sample, row, column, channel)]! += dy[source++]!;
        }
      }
    }
  }
}

/** Position in `x` of the first greatest value of the window of one output. */
function greatest(
  x: Values,
  info: tf.backend_util.Conv2DInfo,
  sample: number,
  row: number,
  column: number,
  channel: number,
): number {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const [top, left] = [row * strideHeight - padInfo.top, column * strideWidth - padInfo.left];
  let best = -1;
  for (let y = Math.max(top, 0); y < Math.min(top + filterHeight, inHeight); y++) {
    for (let z = Math.max(left, 0); z < Math.min(left + filterWidth, inWidth); z++) {
      const position = ((sample * inHeight + y) * inWidth + z) * inChannels + channel;
      if (best < 0 || x[position]! > x[best]!) best = position;
    }
  }
  return best;
}
