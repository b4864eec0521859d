import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { loadCpuBackend } from '../../../src/engine/recording/cpu-package.ts';
import { createFallback, type Lender } from '../../../src/engine/recording/fallback.ts';

loadCpuBackend();

/** Keeps numbers by their data id. */
function createLender() {
  const held = new Map<object, tf.BackendValues>();
  const lender: Lender = {
    compute: (dataId) => held.get(dataId)!,
    write(values) {
      const dataId = {};
      held.set(dataId, values);
      return dataId;
    },
  };
  const tensor = (values: Float32Array, shape: number[]): tf.TensorInfo => ({
    dataId: lender.write(values, shape, 'float32'),
    shape,
    dtype: 'float32',
  });
  return { lender, tensor };
}

test('numbers are lent to the cpu backend and taken back, and nothing of them stays there', (t) => {
  const { lender, tensor } = createLender();
  const lines: string[] = [];
  const fallback = createFallback('test', lender, (line) => lines.push(line));
  const cpu = tf.findBackend('cpu');
  const before = cpu.numDataIds();
  const inputs = { a: tensor(Float32Array.of(1, 2), [2]), b: tensor(Float32Array.of(10), [1]) };
  const call = () => fallback('Add')({ inputs, backend: {} }) as tf.TensorInfo;
  const sum = call();
  t.deepEqual(lender.compute(sum.dataId), Float32Array.of(11, 12));
  t.deepEqual([sum.shape, sum.dtype], [[2], 'float32']);
  t.is(cpu.numDataIds(), before);
  call();
  t.deepEqual(lines, ['test: the kernel Add runs on the cpu backend, which is slower.']);
});

test('kernels with several results or a list of inputs are lent too', (t) => {
  const { lender, tensor } = createLender();
  const fallback = createFallback('test', lender, () => undefined);
  const [x, y] = [tensor(Float32Array.of(1, 3, 2), [3]), tensor(Float32Array.of(9), [1])];
  const attrs = { k: 2, sorted: true };
  const [values, indices] = fallback('TopK')({ inputs: { x }, attrs, backend: {} }) as tf.TensorInfo[];
  t.deepEqual([...(lender.compute(values!.dataId) as Float32Array)], [3, 2]);
  t.deepEqual([...(lender.compute(indices!.dataId) as Int32Array)], [1, 2]);
  const joined = fallback('Concat')({ inputs: [x, y] as never, attrs: { axis: 0 }, backend: {} });
  t.deepEqual([...(lender.compute((joined as tf.TensorInfo).dataId) as Float32Array)], [1, 3, 2, 9]);
});

test('a kernel that no backend has says who lacks it', (t) => {
  const fallback = createFallback('test', createLender().lender, () => undefined);
  t.throws(() => fallback('NoSuchKernel')({ inputs: {}, backend: {} }), {
    message: /a backend with the kernel NoSuchKernel, got none: test has no lowering/,
  });
});
