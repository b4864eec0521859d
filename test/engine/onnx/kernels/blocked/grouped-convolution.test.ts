import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import {
  blockedGroupedConvolution,
  blockedGroupedInputGradient,
  joinedGroups,
} from '../../../../../src/engine/onnx/kernels/blocked/grouped-convolution.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import { operatorsOf, run } from '../../run-lowering.ts';

test('as many groups are joined as make whole blocks on both sides, at most four', (t) => {
  const joined = (inputs: number, outputs: number, groups: number) =>
    joinedGroups(new Lowering({ blockSize: 8 }), { shape: [3, 3, inputs, outputs] }, groups);
  t.is(joined(8, 32, 4), 1);
  t.is(joined(4, 32, 4), 2, 'two groups of four inputs');
  t.is(joined(16, 16, 4), 2, 'two groups of four outputs');
  t.is(joined(2, 16, 8), 4);
  t.is(joined(1, 16, 16), undefined, 'it would take eight');
  t.is(joined(4, 12, 3), undefined, 'two do not divide three groups');
  t.is(joinedGroups(new Lowering({ blockSize: 1 }), { shape: [3, 3, 8, 8] }, 2), undefined, 'there are no blocks');
});

// One pixel of four channels in four groups of one, which are joined in pairs to blocks of two.
const x = { shape: [1, 1, 1, 4], values: [1, 2, 3, 4] };
const filter = { shape: [1, 1, 1, 4], values: [10, 20, 30, 40] };
const attributes = { ...windowOf(x.shape, filter.shape, { strides: 1, pad: 'valid' }), groups: 4 };

test('joined groups do not see each other', async (t) => {
  const build = (l: Lowering, [a, w]: readonly Parameters<typeof blockedGroupedConvolution>[1][0][]) =>
    blockedGroupedConvolution(l, [a!, w!], attributes, 2);
  t.deepEqual(await run([x, filter], [1, 4, 1, 1], build, 2), [10, 40, 90, 160]);
});

test('the gradient by the input turns the filter around, within each group', async (t) => {
  // A row of two pixels; the taps of channel c weigh c and 10 * c, and the row is padded by one pixel before it.
  const dy = { shape: [1, 1, 2, 2], values: [1, 1, 100, 100] };
  const taps = { shape: [1, 2, 1, 2], values: [1, 2, 10, 20] };
  const window = windowOf([1, 1, 2, 2], taps.shape, {
    strides: 1,
    pad: [
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 0],
    ],
  });
  const values = await run(
    [dy, taps],
    [1, 2, 1, 2],
    (l, [g, w]) => blockedGroupedInputGradient(l, [g!, w!], { ...window, groups: 2 }, 2)!,
    2,
  );
  // Pixel 0 is seen by the second tap of output 0 and the first of output 1: 10 * 1 + 1 * 100; pixel 1 by 10 * 100.
  // In memory both channels of a pixel lie side by side.
  t.deepEqual(values, [110, 220, 1000, 2000]);
});

test('with strides there is none', (t) => {
  const strided = { ...windowOf([1, 2, 2, 4], filter.shape, { strides: 2, pad: 'valid' }), groups: 4 };
  operatorsOf(
    [x, filter],
    [1, 4, 1, 1],
    (l, [a, w]) => {
      t.is(blockedGroupedInputGradient(l, [a!, w!], strided, 2), undefined);
      return l.read(a!);
    },
    2,
  );
});
