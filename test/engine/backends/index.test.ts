import test from 'ava';
import { backends } from '../../../src/engine/backends/index.ts';

test('each backend is found by its own name, in the order that doctor shows', (t) => {
  t.deepEqual([...backends.keys()], ['onnxruntime', 'tensorflow', 'wasm', 'cpu']);
  for (const [name, backend] of backends) t.is(backend.name, name);
});
