import test from 'ava';
import { readRoutines } from '../../../src/data/simd/read-routines.ts';

test('the routines are a WebAssembly module of version 1', (t) => {
  t.deepEqual([...readRoutines().subarray(0, 8)], [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
});
