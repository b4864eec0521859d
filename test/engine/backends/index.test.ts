import test from 'ava';
import { backendsWithGpu } from '../../../schemas/engine.ts';
import { backends } from '../../../src/engine/backends/index.ts';

test('each backend is found by its own name, in the order that doctor shows', (t) => {
  t.deepEqual([...backends.keys()], ['onnxruntime', 'tensorflow', 'wasm', 'cpu']);
  for (const [name, backend] of backends) t.is(backend.name, name);
});

test('the schema allows GPUs for the backends that have them', (t) => {
  const having = [...backends.values()].filter(({ hasGpus }) => hasGpus).map(({ name }) => name);
  t.deepEqual(having, [...backendsWithGpu]);
});
