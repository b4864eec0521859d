import test from 'ava';
import { deviceOptions, sessionOptions } from '../../../../src/engine/backends/onnxruntime/session-options.ts';

test('one operator at a time, with as many threads as are given', (t) => {
  t.like(sessionOptions(3), { intraOpNumThreads: 3, interOpNumThreads: 1, executionMode: 'sequential' });
});

test('on a GPU, the provider comes on top of them, a card of CUDA by its number', (t) => {
  t.deepEqual(deviceOptions(2, { name: 'webgpu', index: 1 }), {
    ...sessionOptions(2),
    executionProviders: [{ name: 'webgpu', storageBufferCacheMode: 'simple' }],
  });
  t.deepEqual(deviceOptions(2, { name: 'cuda', index: 1 }).executionProviders, [{ name: 'cuda', deviceId: 1 }]);
});
