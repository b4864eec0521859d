import test from 'ava';
import { lookForGpu } from '../../../../src/engine/backends/onnxruntime/look-for-gpu.ts';

test('without ONNX Runtime there is no GPU for it, and its own hints are the way', async (t) => {
  const howToGet = ['npm install onnxruntime-node'];
  t.deepEqual(await lookForGpu({ there: false, why: 'it is not installed', howToGet }), {
    there: false,
    why: 'onnxruntime is not there: it is not installed',
    howToGet,
  });
});
