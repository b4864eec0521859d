import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { MetaBackend } from '../../../../src/engine/backends/meta/backend.ts';
import { startMeta } from '../../../../src/engine/backends/meta/index.ts';
import { resample } from '../../../../src/engine/geometry/resample.ts';
import { input } from '../../recording/kernels/record.ts';

const recording = (shape: number[], dtype: tf.DataType = 'float32') => ({
  operands: [input([4])],
  outputs: [{ shape, dtype }],
  attributes: {},
});

test('a kernel call gives a tensor of its shape, and takes the bytes of its type', (t) => {
  const backend = new MetaBackend();
  const [floats] = backend.record('Abs', recording([2, 3]));
  t.like(floats, { shape: [2, 3], dtype: 'float32' });
  t.is(backend.bytes, 24);
  backend.record('IsNan', recording([2, 3], 'bool'));
  t.is(backend.bytes, 24 + 6);
  backend.write(['a', 'b'] as never, [2], 'string');
  t.is(backend.bytes, 30, 'strings have no size');
});

test('the peak is the most that was alive at once', (t) => {
  const backend = new MetaBackend();
  for (let call = 0; call < 3; call++) {
    const [result] = backend.record('Abs', recording([10]));
    backend.disposeData(result!.dataId);
  }
  t.is(backend.bytes, 0);
  t.is(backend.peakBytes, 40);
});

test('data lives until its last tensor is gone, or at once where that is forced', (t) => {
  const backend = new MetaBackend();
  const [x] = backend.record('Abs', recording([10]));
  t.deepEqual(backend.view(x!, [2, 5]), { dataId: x!.dataId, dtype: 'float32', shape: [2, 5] });
  t.is(backend.refCount(x!.dataId), 2);
  t.false(backend.disposeData(x!.dataId));
  t.true(backend.disposeData(x!.dataId));
  t.is(backend.refCount(x!.dataId), 0);
  const [y] = backend.record('Abs', recording([10]));
  backend.incRef(y!.dataId);
  t.true(backend.disposeData(y!.dataId, true));
  t.is(backend.bytes, 0);
});

test('a listener hears of each kernel and its multiply-adds', (t) => {
  const backend = new MetaBackend();
  const heard: [string, number][] = [];
  backend.onKernel = (kernel, multiplyAdds) => heard.push([kernel, multiplyAdds]);
  const attributes = { transposeA: false, transposeB: false };
  backend.record('BatchMatMul', {
    operands: [input([2, 3]), input([3, 4])],
    outputs: [{ shape: [2, 4], dtype: 'float32' }],
    attributes,
  });
  backend.record('Fill', { operands: [{ scalar: 1, dtype: 'float32' }], outputs: [input([2])], attributes: {} });
  t.deepEqual(heard, [
    ['BatchMatMul', 24],
    ['Fill', 0],
  ]);
});

test('numbers that are read are zeros of the type', async (t) => {
  const backend = new MetaBackend();
  const [x] = backend.record('Abs', recording([2], 'int32'));
  t.deepEqual(await backend.read(x!.dataId), Int32Array.of(0, 0));
});

test.serial('multiply-adds are those of matrix products, but not of resampling by matrices', async (t) => {
  const backend = await startMeta();
  const counts: [string, number][] = [];
  backend.onKernel = (kernel, multiplyAdds) => counts.push([kernel, multiplyAdds]);
  tf.tidy(() => {
    tf.matMul(tf.zeros([2, 3]), tf.zeros([3, 5]));
    const matrix = { outputs: 1, inputs: 2, values: Float32Array.of(1, 2) };
    resample(tf.zeros([1, 2, 2, 4]), matrix, matrix);
  });
  backend.onKernel = () => undefined;
  const products = counts.filter(([kernel]) => /MatMul/.test(kernel));
  t.deepEqual(
    products.map(([, multiplyAdds]) => multiplyAdds),
    [2 * 3 * 5, 0, 0],
  );
});
