import test from 'ava';
import { Tensor } from 'onnxruntime-node';
import { bindingSessions } from '../../../../src/engine/backends/onnxruntime/binding-session.ts';
import type { Results } from '../../../../src/engine/backends/onnxruntime/runtime-session.ts';
import { encodeModel, type Model } from '../../../../src/engine/onnx/model.ts';

const port = (name: string) => ({ name, type: 'float32', shape: [2] }) as const;
const model: Model = {
  nodes: [{ operator: 'Add', domain: '', inputs: ['x', 'y'], outputs: ['sum'], attributes: {} }],
  initializers: [],
  inputs: [port('x'), port('y')],
  outputs: [port('sum')],
};
const sum = encodeModel(model);
const numbers = (...values: number[]) => new Tensor(Float32Array.from(values), [values.length]);

test('a session computes at once, also for a model that lies in a larger buffer', (t) => {
  const larger = new Uint8Array(sum.length + 8);
  larger.set(sum, 8);
  const session = bindingSessions()!(larger.subarray(8), { intraOpNumThreads: 1 });
  const feeds = { x: numbers(1, 2), y: numbers(10, 20) };
  const computed = session.run(feeds, { sum: null }) as Results;
  t.deepEqual([...(computed['sum'] as Tensor).data], [11, 22]);

  const into = numbers(0, 0);
  void session.run(feeds, { sum: into });
  t.deepEqual([...into.data], [11, 22], 'into the tensor that is given');
  session.dispose();
});

test('an open model takes inputs of any shape', (t) => {
  const session = bindingSessions()!(encodeModel(model, { open: true }), { intraOpNumThreads: 1 });
  const table = new Tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
  const { sum: computed } = session.run({ x: table, y: table }, { sum: null }) as Record<'sum', Tensor>;
  t.deepEqual([...computed.data], [2, 4, 6, 8]);
  t.deepEqual(computed.dims, [2, 2]);
  session.dispose();
});
