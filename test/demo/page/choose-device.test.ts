import test from 'ava';
import { chooseDevice } from '../../../src/demo/page/choose-device.ts';

const answering = (adapter: { info?: { isFallbackAdapter?: boolean } } | null) => ({
  requestAdapter: () => Promise.resolve(adapter),
});

test('WebGPU is taken where a device answers', async (t) => {
  t.is(await chooseDevice(answering({ info: { isFallbackAdapter: false } })), 'webgpu');
  t.is(await chooseDevice(answering({})), 'webgpu');
});

test('WebAssembly is taken without WebGPU, without a device, and where the processor imitates one', async (t) => {
  t.is(await chooseDevice(undefined), 'wasm');
  t.is(await chooseDevice(answering(null)), 'wasm');
  t.is(await chooseDevice(answering({ info: { isFallbackAdapter: true } })), 'wasm');
  t.is(await chooseDevice({ requestAdapter: () => Promise.reject(new Error('blocked')) }), 'wasm');
});

test('WebAssembly is taken where nothing answers in time', async (t) => {
  t.is(await chooseDevice({ requestAdapter: () => new Promise(() => {}) }, 1), 'wasm');
});
