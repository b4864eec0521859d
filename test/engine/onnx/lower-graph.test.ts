import test from 'ava';
import { lowerGraph } from '../../../src/engine/onnx/lower-graph.ts';
import { collectGraph } from '../../../src/engine/recording/graph.ts';
import { addRecorded, given } from '../recording/add-recorded.ts';

const types = { computeIn: 'float32', gives: 'float32' };

test('leaves are inputs and pending values outputs, numbered in order', (t) => {
  const [a, b] = [given(), given()];
  const sum = addRecorded(a, b, types);
  const total = addRecorded(sum, a, types);
  const model = lowerGraph(collectGraph([sum, total]), { blockSize: 1 });
  const port = (name: string) => ({ name, shape: [2], type: 'float32' as const });
  t.deepEqual(model.inputs, [port('i0'), port('i1')]);
  t.deepEqual(model.outputs, [port('o0'), port('o1')]);
});

test('each call becomes its nodes, and the last one gives the output its name', (t) => {
  const [a, b] = [given(), given()];
  const sum = addRecorded(a, b, types);
  const { nodes } = lowerGraph(collectGraph([addRecorded(sum, a, types)]), { blockSize: 1 });
  t.deepEqual(
    nodes.map(({ operator, inputs, outputs }) => `${outputs.join()} = ${operator} ${inputs.join()}`),
    ['t0 = Add i0,i1', 'o0 = Add t0,i0'],
  );
});
