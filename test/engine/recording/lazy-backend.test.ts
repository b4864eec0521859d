import type { TensorInfo } from '@tensorflow/tfjs-core';
import test from 'ava';
import { LazyBackend } from '../../../src/engine/recording/lazy-backend.ts';
import { addingSessions } from './adding-sessions.ts';

function create(options?: { waiting: boolean }) {
  const { sessions, counts } = addingSessions(options);
  const backend = new LazyBackend('test', sessions);
  const given = (...values: number[]): TensorInfo => ({
    dataId: backend.write(Float32Array.from(values), [values.length], 'float32'),
    shape: [values.length],
    dtype: 'float32',
  });
  const add = (...operands: TensorInfo[]): TensorInfo =>
    backend.record('Add', { operands, outputs: [{ shape: operands[0]!.shape, dtype: 'float32' }], attributes: {} })[0]!;
  return { backend, counts, given, add };
}

test('nothing is computed until a tensor is read; then everything that is held is, at once', async (t) => {
  const { backend, counts, given, add } = create();
  const sum = add(given(1, 2), given(10, 20));
  const total = add(sum, sum);
  t.is(counts.runs, 0);
  t.deepEqual([...((await backend.read(total.dataId)) as Float32Array)], [22, 44]);
  t.deepEqual([...((await backend.read(sum.dataId)) as Float32Array)], [11, 22]);
  t.is(counts.runs, 1);
});

test('what was disposed of is an intermediate result, and keeps no numbers', async (t) => {
  const { backend, given, add } = create();
  const sum = add(given(1), given(2));
  const total = add(sum, sum);
  t.true(backend.disposeData(sum.dataId));
  t.deepEqual([...((await backend.read(total.dataId)) as Float32Array)], [6]);
  t.is(backend.refCount(sum.dataId), 0);
  t.is(backend.numDataIds(), 3);
});

test('a view shares its data, which lives until the last of both is gone', (t) => {
  const { backend, given } = create();
  const x = given(1, 2, 3, 4);
  t.deepEqual(backend.view(x, [2, 2]), { dataId: x.dataId, shape: [2, 2], dtype: 'float32' });
  t.is(backend.refCount(x.dataId), 2);
  t.false(backend.disposeData(x.dataId));
  t.true(backend.disposeData(x.dataId));
});

test('reading at once is refused where something is only recorded', (t) => {
  const { backend, given, add } = create();
  const x = given(1);
  t.deepEqual(backend.readSync(x.dataId), Float32Array.of(1));
  t.throws(() => backend.readSync(add(x, x).dataId), { message: /the test backend is lazy/ });
});

test('another backend gets numbers computed now, but not from sessions that must be waited for', async (t) => {
  const { backend, given, add } = create();
  t.deepEqual(backend.compute(add(given(1), given(2)).dataId), Float32Array.of(3));
  const slow = create({ waiting: true });
  const sum = slow.add(slow.given(1), slow.given(2));
  t.throws(() => slow.backend.compute(sum.dataId), { message: /must be waited for/ });
  t.deepEqual(await slow.backend.read(sum.dataId), Float32Array.of(3));
  t.deepEqual(slow.backend.compute(sum.dataId), Float32Array.of(3), 'once they are there they can be had');
});

test('a number given as a scalar becomes an input of its type', async (t) => {
  const { backend } = create();
  const [filled] = backend.record('Fill', {
    operands: [{ scalar: 7, dtype: 'float32' }],
    outputs: [{ shape: [], dtype: 'float32' }],
    attributes: {},
  });
  t.deepEqual(await backend.read(filled!.dataId), Float32Array.of(7));
});

test('disposing of the backend frees its sessions', async (t) => {
  const { backend, counts, given, add } = create();
  await backend.read(add(given(1), given(2)).dataId);
  backend.dispose();
  t.is(counts.disposed, 1);
});

test('numbers on a device are read once, and freed when nothing that is recorded needs them', async (t) => {
  const { backend, given, add } = create();
  const there = given(1, 2);
  const counts = { reads: 0, disposed: 0 };
  const value = backend.valueBehind(there);
  const numbers = value.data;
  value.data = undefined;
  value.onDevice = { read: () => (counts.reads++, numbers!), dispose: () => counts.disposed++ };
  await backend.read(there.dataId);
  await backend.read(there.dataId);
  t.is(counts.reads, 1);

  const sum = add(there, there);
  backend.disposeData(there.dataId);
  t.is(counts.disposed, 0, 'the sum is not computed yet');
  t.deepEqual(await backend.read(sum.dataId), Float32Array.of(2, 4));
  t.is(counts.disposed, 1);
});
