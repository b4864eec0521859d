import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import { blockedFilterGradient } from '../../../../../src/engine/onnx/kernels/blocked/filter-gradient.ts';
import { filterGradient } from '../../../../../src/engine/onnx/kernels/filter-gradient.ts';
import { modelOf, run } from '../../run-lowering.ts';

const given = (shape: number[], salt: number) => ({
  shape,
  values: Array.from({ length: shape.reduce((a, b) => a * b) }, (_, k) => ((k * 7 + salt) % 11) - 5),
});

/** Whole numbers, so that sums are exact and the two ways must agree to the bit. */
for (const [batch, height, width, inputs, outputs, kernel, strides, pad, says] of [
  [2, 4, 5, 2, 2, 3, 1, 'same', 'one block of images'],
  [6, 4, 5, 2, 4, 3, 1, 'same', 'three blocks of images'],
  [1, 4, 5, 4, 2, 3, 1, 'same', 'an image cut in two, dy moved'],
  [2, 4, 6, 2, 2, 3, 2, 'same', 'strides that see a row and a column more'],
  [2, 5, 7, 2, 2, 3, 2, 'valid', 'strides that see all'],
  [2, 6, 6, 2, 2, 3, 2, 'valid', 'strides that leave a row and a column over'],
  [2, 4, 5, 3, 2, 3, 1, 'same', 'an input without whole blocks'],
  [2, 4, 5, 2, 3, 3, 1, 'valid', 'a gradient without whole blocks'],
  [2, 4, 5, 2, 2, 1, 1, 'same', 'a 1x1 kernel'],
  [2, 40, 128, 2, 2, 3, 1, 'same', 'tiles'],
  [1, 80, 128, 2, 2, 3, 2, 'same', 'an image cut in two and tiles, with strides'],
] as const) {
  test(`in blocks of two it is what it is without: ${says}`, async (t) => {
    const shape = [kernel, kernel, inputs, outputs];
    const window = windowOf([batch, height, width, inputs], shape, { strides, pad });
    const operands = [given([batch, height, width, inputs], 1), given([batch, ...window.output, outputs], 2)];
    const blocked = await run(operands, shape, (l, [x, dy]) => blockedFilterGradient(l, x!, dy!, window)!, 2);
    const plain = await run(operands, shape, (l, [x, dy]) => filterGradient(l, x!, dy!, window));
    t.deepEqual(blocked, plain);
  });
}

for (const [batch, inputs, outputs, dilations, says] of [
  [2, 2, 2, 2, 'dilation'],
  [3, 2, 2, 1, 'images that fill no block'],
  [2, 3, 3, 1, 'channels that fill no block'],
] as const) {
  test(`${says} are left to another way`, (t) => {
    const shape = [3, 3, inputs, outputs];
    const window = windowOf([batch, 7, 7, inputs], shape, { strides: 1, pad: 'same', dilations });
    const operands = [given([batch, 7, 7, inputs], 1), given([batch, 7, 7, outputs], 2)];
    modelOf(
      operands,
      shape,
      (l, [x, dy]) => {
        t.is(blockedFilterGradient(l, x!, dy!, window), undefined);
        return filterGradient(l, x!, dy!, window);
      },
      2,
    );
  });
}
