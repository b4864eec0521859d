import test from 'ava';
import { backendNames, engineSection } from '../../schemas/engine.ts';

test('by default the fastest backend that is there, on all cores', (t) => {
  t.deepEqual(engineSection.parse({}), { backend: 'auto' });
});

test('each backend can be named, and nothing else', (t) => {
  for (const backend of backendNames) t.is(engineSection.parse({ backend }).backend, backend);
  t.false(engineSection.safeParse({ backend: 'python' }).success);
  t.false(engineSection.safeParse({ threads: 0 }).success);
});

test('a device is auto, cpu, gpu or a GPU by its number, for backends that have GPUs', (t) => {
  for (const device of ['auto', 'cpu', 'gpu', 'gpu:0', 'gpu:11'])
    t.is(engineSection.parse({ backend: 'onnxruntime', device }).device, device);
  for (const device of ['gpu:', 'gpu:-1', 'cuda', 'gpu:1.5']) t.false(engineSection.safeParse({ device }).success);
  const { error } = engineSection.safeParse({ backend: 'wasm', device: 'gpu:1' });
  t.deepEqual(error?.issues[0]?.path, ['device']);
  t.true(engineSection.safeParse({ backend: 'wasm', device: 'cpu' }).success);
});
