import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { longestFloatSum, sumPart } from '../../geometry/sum-part.ts';
import { registerComposed, replaceKernel } from '../replace-kernel.ts';

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * The shipped kernels add in float32, one number after the other, and transpose first if an axis follows those that are
 * summed. Here long sums end in double precision, and what is summed over leading axes, as the gradient of a bias or
 * of a depthwise filter, is averaged in parts by pools, which are ten times faster. The pools of XNNPACK, like its
 * convolutions, turn NaN into -Infinity: what diverges stays not finite.
 */
export function registerSum(): void {
  const shipped = tf.getKernel('Sum', 'wasm');
  replaceKernel('wasm', 'Sum', (call) => {
    const x = call.inputs['x'] as tf.Tensor;
    const { axis, keepDims } = call.attrs as unknown as Attributes;
    const axes = tf.util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
    if (x.dtype !== 'float32' || axes.length === 0) return shipped.kernelFunc(call);
    const [first, last] = [axes[0]!, axes.at(-1)!];
    const shape = x.shape.flatMap((size, index) => (axes.includes(index) ? (keepDims ? [1] : []) : [size]));
    if (last - first + 1 > axes.length)
      return tf.tidy(() => tf.reshape(tf.sum(tf.sum(x, last, true), axes.slice(0, -1)), shape));

    const [before, length, after] = [
      x.shape.slice(0, first),
      x.shape.slice(first, last + 1),
      x.shape.slice(last + 1),
    ].map((sizes) => tf.util.sizeFromShape(sizes)) as [number, number, number];
    if (after === 1 && length <= longestFloatSum) return shipped.kernelFunc(call);
    const sums = sumMiddle(tf.reshape(x, [before, length, after]), call.backend as BackendWasm);
    return { ...sums, shape };
  });
  registerComposed<{ x: tf.Tensor }, Attributes>('wasm', 'Mean', ({ x }, { axis, keepDims }) => {
    const sum = tf.sum(tf.cast(x, 'float32'), axis, keepDims);
    return tf.div(sum, x.size / sum.size);
  });
}

/** The most channels of a pool. Some 100,000 make the shipped one read past its memory. */
const mostPooled = 4096;

/** [before, length, after] to [before, after]. */
function sumMiddle(x: tf.Tensor3D, wasm: BackendWasm): tf.TensorInfo {
  const [before, length, after] = x.shape;
  const part = after === 1 || after > mostPooled ? 1 : sumPart(length);
  const means = part === 1 ? x : meanOfParts(x, part);
  const out = wasm.makeOutput([before, after], 'float32');
  const sums = wasm.typedArrayFromHeap(out);
  const values = wasm.typedArrayFromHeap(means);
  if (after === 1) addRows(sums, values, length);
  else addColumns(sums, values, { rows: length / part, columns: after, times: part });
  means.dispose();
  return out;
}

function meanOfParts(x: tf.Tensor3D, part: number): tf.Tensor {
  const [before, length, after] = x.shape;
  return tf.tidy(() =>
    tf.avgPool<tf.Tensor4D>(tf.reshape(x, [before, length / part, part, after]), [1, part], 1, 'valid'),
  );
}

type Numbers = tf.backend_util.TypedArray;

function addRows(sums: Numbers, values: Numbers, length: number): void {
  for (let row = 0; row < sums.length; row++) sums[row] = sumBetween(values, row * length, (row + 1) * length);
}

/** Four sums at a time, so that an addition needn't wait for the one before. */
function sumBetween(values: Numbers, start: number, end: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    a += values[at]!;
    b += values[at + 1]!;
    c += values[at + 2]!;
    d += values[at + 3]!;
  }
  for (; at < end; at++) a += values[at]!;
  return a + b + (c + d);
}

/** `times` the sums over the rows of matrices [rows, columns], one after the other. */
function addColumns(
  sums: Numbers,
  values: Numbers,
  { rows, columns, times }: { readonly rows: number; readonly columns: number; readonly times: number },
): void {
  const totals = new Float64Array(columns);
  for (let first = 0; first < sums.length; first += columns) {
    totals.fill(0);
    const start = first * rows;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) totals[column]! += values[start + row * columns + column]!;
    }
    for (let column = 0; column < columns; column++) sums[first + column] = totals[column]! * times;
  }
}
