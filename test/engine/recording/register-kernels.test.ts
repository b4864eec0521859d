import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { loadCpuBackend } from '../../../src/engine/recording/cpu-package.ts';
import { LazyBackend } from '../../../src/engine/recording/lazy-backend.ts';
import { kernelsElsewhere, registerKernels } from '../../../src/engine/recording/register-kernels.ts';
import { addingSessions } from './adding-sessions.ts';

loadCpuBackend();
const { sessions, counts } = addingSessions();
const backend = new LazyBackend('adding', sessions);
const lines: string[] = [];
tf.registerBackend('adding', () => backend);
registerKernels('adding', backend, (line) => lines.push(line));
await tf.setBackend('adding');

test.serial('views record nothing, whatever their shape', async (t) => {
  const x = tf.tensor1d([1, 2, 3, 4, 5, 6]);
  const views = [tf.reshape(x, [2, -1]), tf.expandDims(x, -1), tf.expandDims(x, 0), tf.clone(x)];
  t.deepEqual(
    views.map(({ shape }) => shape.join()),
    ['2,3', '6,1', '1,6', '6'],
  );
  t.is(backend.refCount(x.dataId), 5);
  t.deepEqual(await views[0]!.array(), [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  t.is(counts.runs, 0);
  tf.dispose([x, views]);
});

test.serial('sequences are there at once', async (t) => {
  const made = [
    tf.range(0, 5, 2),
    tf.range(5, 0, -2, 'int32'),
    tf.range(0, 0),
    tf.linspace(0, 1, 5),
    tf.linspace(3, 9, 1),
  ];
  const expected = [[0, 2, 4], [5, 3, 1], [], [0, 0.25, 0.5, 0.75, 1], [3]];
  for (const [index, sequence] of made.entries()) t.deepEqual([...(await sequence.data())], expected[index]!);
  t.is(made[1]!.dtype, 'int32');
  t.is(counts.runs, 0);
  tf.dispose(made);
});

test.serial('a kernel of the table is recorded', async (t) => {
  const sum = tf.add(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]));
  t.is(counts.runs, 0);
  t.deepEqual([...(await sum.data())], [4, 6]);
  t.is(counts.runs, 1);
});

test.serial('a kernel that is not, and a call that is declined, run elsewhere and say so once', async (t) => {
  const x = tf.tensor1d([1, 3, 2]);
  const row = tf.reshape<tf.Rank.R3>(x, [1, 1, 3]);
  for (const _ of [1, 2]) t.deepEqual([...(await tf.localResponseNormalization(row, 1, 1, 0).data())], [1, 3, 2]);
  t.deepEqual([...(await tf.mirrorPad(x, [[1, 0]], 'symmetric').data())], [1, 1, 3, 2]);
  t.deepEqual(lines, [
    'adding: the kernel LRN runs on the cpu backend, which is slower.',
    'adding: the kernel MirrorPad runs on the cpu backend, which is slower.',
  ]);
});

test('the kernels that run elsewhere are those of the two backends, which need not be loaded to know them', (t) => {
  loadCpuBackend();
  const theirs = ['cpu', 'wasm'].flatMap((name) => tf.getKernelsForBackend(name).map(({ kernelName }) => kernelName));
  t.deepEqual(kernelsElsewhere().toSorted(), [...new Set(theirs)].toSorted());
});

test.serial('what TensorFlow.js does without a kernel of its backend, it does', async (t) => {
  const photo = { data: Uint8Array.of(1, 2, 3, 255), height: 1, width: 1 };
  t.deepEqual([...(await tf.browser.fromPixels(photo).data())], [1, 2, 3]);
});
