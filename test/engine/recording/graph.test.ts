import test from 'ava';
import { collectGraph } from '../../../src/engine/recording/graph.ts';
import { addRecorded, given } from './add-recorded.ts';

test('what no pending value needs is not in the graph', (t) => {
  const [a, b] = [given(), given()];
  const used = addRecorded(a, b);
  addRecorded(used, a);
  const result = addRecorded(used, b);
  const graph = collectGraph([result]);
  t.deepEqual(graph.operations, [used.producer!, result.producer!]);
  t.deepEqual(graph.leaves, [a, b]);
  t.deepEqual(graph.outputs, [result]);
});
