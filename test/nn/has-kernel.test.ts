import test from 'ava';
import { startEngine } from '../../src/engine/index.ts';
import { hasKernel } from '../../src/nn/has-kernel.ts';

test.serial('kernels of our own are there where a whole step is compiled', async (t) => {
  await startEngine({ backend: 'onnxruntime' });
  t.deepEqual(['Conv2D', 'GroupedConv2D', 'NoSuchKernel'].map(hasKernel), [true, true, false]);
  await startEngine({ backend: 'wasm' });
  t.deepEqual(['Conv2D', 'GroupedConv2D', 'NoSuchKernel'].map(hasKernel), [true, false, false]);
});
