import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replace-kernel.ts';

interface Operands {
  a: tf.Tensor;
  b: tf.Tensor;
}

/**
 * The shipped kernel is fast only for one plain product; transposed or batched ones run in scalar loops, and a batch
 * of one against a batch of many reads the wrong memory. Here each becomes plain products. Matrices [..., rows,
 * columns].
 */
export function registerMatrixProduct(): void {
  const shipped = tf.getKernel('BatchMatMul', 'wasm');
  const plain = createPlainProduct(shipped.kernelFunc);
  replaceKernel('wasm', 'BatchMatMul', (call) => {
    const { transposeA, transposeB } = call.attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const { a, b } = call.inputs as unknown as Operands;
    if (!transposeA && !transposeB && batchOf(a) === 1 && batchOf(b) === 1) return plain(call);
    return tf.tidy(() => product(transposeA ? swapLastAxes(a) : a, transposeB ? swapLastAxes(b) : b));
  });
}

/**
 * The shipped kernel keeps the packed right operand by its data's identity, whatever its shape: a reshaped view of
 * the same data would be read with the first shape. Such a view is copied.
 */
function createPlainProduct(shipped: tf.KernelFunc): tf.KernelFunc {
  const packedShapes = new WeakMap<object, string>();
  return (call) => {
    const b = call.inputs['b'] as tf.Tensor;
    const shape = b.shape.slice(-2).join();
    const packed = packedShapes.get(b.dataId);
    if (packed !== undefined && packed !== shape) {
      return tf.tidy(() => tf.matMul(call.inputs['a'] as tf.Tensor, tf.mul(b, 1)));
    }
    packedShapes.set(b.dataId, shape);
    return shipped(call);
  };
}

function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  const columns = b.shape.at(-1)!;
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (batchOf(b) === 1) {
    const folded = tf.matMul(tf.reshape(a, [batchOf(a) * rows, inner]), tf.reshape(b, [inner, columns]));
    return tf.reshape(folded, [...batch, rows, columns]);
  }
  const [aParts, bParts] = [a, b].map((x) => matrices(spread(x, batch))) as [tf.Tensor[], tf.Tensor[]];
  const products = bParts.map((matrix, index) => tf.matMul(aParts[aParts.length === 1 ? 0 : index]!, matrix));
  return tf.reshape(tf.stack(products), [...batch, rows, columns]);
}

/** Repeats the matrices until they fill the batch; a single one can be used again and again as it is. */
function spread(x: tf.Tensor, batch: number[]): tf.Tensor {
  const count = batchOf(x);
  return count === 1 || count === tf.util.sizeFromShape(batch)
    ? x
    : tf.broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
}

/** The matrices of a batch, one by one. */
function matrices(x: tf.Tensor): tf.Tensor[] {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  return tf.unstack(tf.reshape(x, [-1, rows, columns]));
}

function swapLastAxes(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return tf.transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

function batchOf(x: tf.Tensor): number {
  return tf.util.sizeFromShape(x.shape.slice(0, -2));
}
