import test from 'ava';
import { isMeasured, isMeasuredFaster } from '../../../../src/engine/backends/onnxruntime/measured-faster.ts';

const h100 = { name: 'NVIDIA H100 80GB HBM3', driver: 'libGLX_nvidia.so.0' };

test('only cards that were measured count, and no emulation of that name', (t) => {
  t.true(isMeasured(h100));
  t.false(isMeasured({ name: 'NVIDIA A100', driver: 'libGLX_nvidia.so.0' }));
  t.false(isMeasured({ name: 'NVIDIA H100 by llvmpipe', driver: 'x' }));
});

test('every step of docs/performance.md is on the side on which it was faster, with its 16 threads', (t) => {
  // Multiply-adds of the U-Net at 64 x 64, at 256 x 256 with batch 16 and 64, and of the PSPNet, by `traceStep`.
  const steps = [2.621e9, 41.94e9, 167.8e9, 239.3e9];
  const faster = steps.map((multiplyAdds) => isMeasuredFaster(h100, { multiplyAdds, threads: 16 }));
  t.deepEqual(faster, [false, true, true, true]);
});

test('the change is where the lines through the measured times cross, for each thread', (t) => {
  // The card lags by 6 ms at 2.621e9 and leads by 181 ms at 41.94e9: it is even after 6 / 187 of the way, at 3.8826e9.
  for (const threads of [16, 4]) {
    t.false(isMeasuredFaster(h100, { multiplyAdds: (3.88e9 * threads) / 16, threads }));
    t.true(isMeasuredFaster(h100, { multiplyAdds: (3.885e9 * threads) / 16, threads }));
  }
});
