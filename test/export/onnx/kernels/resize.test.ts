import test from 'ava';
import type { Extent } from '../../../../src/export/onnx/extent.ts';
import { resizeLowerings } from '../../../../src/export/onnx/kernels/resize.ts';
import { height, images, lowered, value, width } from '../_lowering.ts';

type Kernel = keyof typeof resizeLowerings;
type Size = readonly [Extent, Extent];

function resized(kernel: Kernel, from: Size, to: Size, alignCorners = false, halfPixelCenters = false): string {
  const attributes = { from, to, alignCorners, halfPixelCenters };
  const [x, result] = [value(images, ...from, 3), value(images, ...to, 3)];
  return lowered(resizeLowerings[kernel], [{ nchw: x }], attributes, result);
}
const double: Size = [{ values: [40, 72] }, { values: [56, 24] }];

test('whole factors need no sizes', (t) => {
  t.is(
    resized('ResizeBilinear', [height, width], double),
    'Transpose(Resize(x0, , [1 1 2 2]){mode="linear" coordinate_transformation_mode="asymmetric"}){perm=[0,2,3,1]}',
  );
});

test('to other sizes, all four are told', (t) => {
  const batch = 'Shape(image){start=0 end=1}';
  t.regex(resized('ResizeBilinear', [4, 4], [6, 8]), /^Transpose\(Resize\(x0, , , Concat\(/);
  t.true(resized('ResizeBilinear', [4, 4], [6, 8]).includes(`Concat(${batch}, [3], [6], [8]){axis=0}`));
  t.false(resized('ResizeBilinear', [4, 4], [2, 2]).includes('[1 1 '), 'a half is no whole factor');
});

test("grids are those of TensorFlow's options, and so is which pixel is the nearest", (t) => {
  const told = (kernel: Kernel, ...options: [boolean, boolean]) =>
    /\{(mode[^}]*)\}/.exec(resized(kernel, [2, 2], [4, 4], ...options))![1]!.replaceAll(/\w+=|"/g, '');
  t.is(told('ResizeBilinear', true, false), 'linear align_corners');
  t.is(told('ResizeBilinear', false, true), 'linear half_pixel');
  t.is(told('ResizeNearestNeighbor', false, false), 'nearest asymmetric floor');
  t.is(told('ResizeNearestNeighbor', true, false), 'nearest align_corners round_prefer_ceil');
  t.is(told('ResizeNearestNeighbor', false, true), 'nearest half_pixel round_prefer_ceil');
});
