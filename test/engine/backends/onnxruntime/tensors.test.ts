import { Tensor } from 'onnxruntime-node';
import test from 'ava';
import { tensorsOf } from '../../../../src/engine/backends/onnxruntime/tensors.ts';
import { collectGraph } from '../../../../src/engine/recording/graph.ts';
import { leaf } from '../../../../src/engine/recording/value.ts';
import { addRecorded } from '../../recording/add-recorded.ts';

test('leaves are fed by number, and each output has room of its size', (t) => {
  const [a, b] = [leaf(Float32Array.of(1, 2), [2], 'float32'), leaf(Float32Array.of(3, 4), [2], 'float32')];
  const { feeds, fetches } = tensorsOf(collectGraph([addRecorded(a, b)]), [2], Tensor);
  t.deepEqual(Object.keys(feeds), ['i0', 'i1']);
  t.is(feeds['i1']!.data, b.data as Float32Array, 'numbers are not copied');
  t.deepEqual(Object.keys(fetches), ['o2'], 'an output is named by its place among those that were compiled');
  t.deepEqual([...fetches['o2']!.dims], [2]);
  t.deepEqual(fetches['o2']!.data, new Float32Array(2));
});

test('what the runtime wrote becomes the numbers of the outputs, which then are leaves', (t) => {
  const sum = addRecorded(leaf(new Float32Array(2), [2], 'float32'), leaf(new Float32Array(2), [2], 'float32'));
  const { fetches, take } = tensorsOf(collectGraph([sum]), [0], Tensor);
  (fetches['o0']!.data as Float32Array).set([5, 6]);
  t.is(sum.data, undefined);
  take();
  t.deepEqual(sum.data, Float32Array.of(5, 6));
  t.is(sum.producer, undefined);
});

for (const [dtype, type] of [
  ['int32', Int32Array],
  ['bool', Uint8Array],
] as const) {
  test(`${dtype} outputs are written into a ${type.name}`, (t) => {
    const [a, b] = [leaf(new type(2), [2], dtype), leaf(new type(2), [2], dtype)];
    const sum = addRecorded(a, b);
    const typed = { ...sum, dtype };
    const { fetches } = tensorsOf({ operations: [], leaves: [a, b], outputs: [typed] }, [0], Tensor);
    t.true(fetches['o0']!.data instanceof type);
  });
}
