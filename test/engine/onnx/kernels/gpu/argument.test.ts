import test from 'ava';
import { argumentInFloats } from '../../../../../src/engine/onnx/kernels/gpu/argument.ts';
import { run } from '../../run-lowering.ts';

const numbers = { shape: [2, 3], values: [1, 7, 7, 5, -2, -2] };

/** The index, as float32, which is what the numbers of these tests are read as. */
const index = (axis: number, reduce: 'ReduceMax' | 'ReduceMin') =>
  run([numbers], [axis === 1 ? 2 : 3], (lowering, [x]) =>
    lowering.castTo(argumentInFloats(lowering, lowering.read(x!), numbers.shape, axis, reduce), 'float32'),
  );

test('it is the index of the greatest or least number along an axis, of equal ones the first', async (t) => {
  t.deepEqual(await index(1, 'ReduceMax'), [1, 0]);
  t.deepEqual(await index(1, 'ReduceMin'), [0, 1]);
  t.deepEqual(await index(0, 'ReduceMax'), [1, 0, 0]);
  t.deepEqual(await index(0, 'ReduceMin'), [0, 1, 1]);
});
