import test from 'ava';
import { readKernels } from '../../../src/data/simd/read-kernels.ts';

test('the routines are a WebAssembly module of version 1', (t) => {
  t.deepEqual([...readKernels().subarray(0, 8)], [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
});
