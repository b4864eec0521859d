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
