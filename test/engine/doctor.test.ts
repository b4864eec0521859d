import test from 'ava';
import { availableProcessors } from '../../src/core/processors.ts';
import { examine } from '../../src/engine/doctor.ts';

test('every backend is looked for, and what auto takes is the first of its order that is there', async (t) => {
  const { node, platform, processors, automatic, backends } = await examine();
  t.deepEqual(
    [node, platform, processors],
    [process.version, `${process.platform} ${process.arch}`, availableProcessors()],
  );
  t.deepEqual(
    backends.map(({ name }) => name),
    ['onnxruntime', 'tensorflow', 'wasm', 'cpu'],
  );
  const there = backends.filter((backend) => backend.there).map(({ name }) => name);
  t.true(there.includes('wasm') && there.includes('cpu'));
  t.is(automatic, there[0]!, 'the list is shown in the order of auto');
  for (const backend of backends)
    t.true(backend.there ? backend.what.length > 0 : backend.why.length > 0 && backend.howToGet.length > 0);
});
