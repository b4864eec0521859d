import test from 'ava';
import { chooseProvider } from '../../../../src/engine/backends/onnxruntime/provider.ts';

const h100 = { name: 'NVIDIA H100 80GB HBM3', driver: 'libGLX_nvidia.so.0' };
const there = (adapter: typeof h100) => async () => ({ there: true, adapter }) as const;
const auto = { device: { kind: 'auto' }, threads: 16 } as const;
const large = async () => 40e9;

test('auto takes a measured card for large steps only', async (t) => {
  const taken = await chooseProvider({ ...auto, stepSize: large }, there(h100));
  t.like(taken, { name: 'webgpu', device: { kind: 'gpu', ...h100 } });
  t.like(await chooseProvider({ ...auto, stepSize: async () => 1e9 }, there(h100)), { name: 'cpu' });
  t.like(await chooseProvider({ ...auto, threads: 1, stepSize: async () => 1e9 }, there(h100)), { name: 'webgpu' });
});

test('auto stays on the processor where nobody can count a step', async (t) => {
  t.like(await chooseProvider({ ...auto, stepSize: async () => undefined }, there(h100)), { name: 'cpu' });
  t.like(await chooseProvider(auto, there(h100)), { name: 'cpu' });
});

test('a step is counted only for a card that was measured', async (t) => {
  const stepSize = () => Promise.reject<number>(new Error('counted'));
  for (const adapter of [
    { name: 'NVIDIA A100', driver: 'x' },
    { name: 'SwiftShader Device (Subzero)', driver: 'libvk_swiftshader.so' },
  ])
    t.like(await chooseProvider({ ...auto, stepSize }, there(adapter)), { name: 'cpu' });
  const missing = async () => ({ there: false, why: 'none' }) as const;
  t.like(await chooseProvider({ ...auto, stepSize }, missing), { name: 'cpu' });
});

test('a card that is asked for is taken, measured or not, and a second one is refused, since WebGPU takes no choice', async (t) => {
  const card = there({ name: 'AMD Radeon RX 6800', driver: 'libvulkan_radeon.so' });
  t.like(await chooseProvider({ device: { kind: 'gpu' }, threads: 1 }, card), { name: 'webgpu' });
  t.like(await chooseProvider({ device: { kind: 'gpu', index: 0 }, threads: 1 }, card), { name: 'webgpu' });
  const second = await chooseProvider({ device: { kind: 'gpu', index: 1 }, threads: 1 }, card);
  t.regex('why' in second ? second.why : '', /^gpu:1 can be chosen with CUDA only/);
});

test('cpu looks for no card', async (t) => {
  const look = () => Promise.reject<never>(new Error('looked'));
  t.like(await chooseProvider({ device: { kind: 'cpu' }, threads: 1, stepSize: large }, look), { name: 'cpu' });
});
