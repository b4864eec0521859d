import test from 'ava';
import { multiplyAddsOf } from '../../../../src/engine/backends/meta/multiply-adds.ts';

const image = [2, 8, 8, 3];
const map = [2, 4, 4, 5];

for (const [kernel, operands, output, expected] of [
  // Every value of the map is a sum over 3 x 3 pixels of 3 channels.
  ['Conv2D', [image, [3, 3, 3, 5]], map, 2 * 4 * 4 * 5 * 27],
  ['FusedConv2D', [image, [3, 3, 3, 5], [5]], map, 2 * 4 * 4 * 5 * 27],
  ['Conv2DBackpropInput', [map, [3, 3, 3, 5]], image, 2 * 4 * 4 * 5 * 27],
  ['Conv2DBackpropFilter', [image, map], [3, 3, 3, 5], 2 * 4 * 4 * 5 * 27],
  // A depthwise one sees one channel only.
  ['DepthwiseConv2dNative', [image, [3, 3, 3, 2]], [2, 4, 4, 6], 2 * 4 * 4 * 6 * 9],
  [
    'DepthwiseConv2dNativeBackpropInput',
    [
      [2, 4, 4, 6],
      [3, 3, 3, 2],
    ],
    image,
    2 * 4 * 4 * 6 * 9,
  ],
  ['DepthwiseConv2dNativeBackpropFilter', [image, [2, 4, 4, 6]], [3, 3, 3, 2], 2 * 4 * 4 * 6 * 9],
  // Each output sees two of the four channels.
  [
    'GroupedConv2D',
    [
      [2, 8, 8, 4],
      [3, 3, 2, 6],
    ],
    [2, 4, 4, 6],
    2 * 4 * 4 * 6 * 18,
  ],
  [
    'GroupedConv2DBackpropInput',
    [
      [2, 4, 4, 6],
      [3, 3, 2, 6],
    ],
    [2, 8, 8, 4],
    2 * 4 * 4 * 6 * 18,
  ],
  [
    'GroupedConv2DBackpropFilter',
    [
      [2, 8, 8, 4],
      [2, 4, 4, 6],
    ],
    [3, 3, 2, 6],
    2 * 4 * 4 * 6 * 18,
  ],
  ['Add', [image, image], image, 0],
] as const) {
  test(`${kernel} has ${expected}`, (t) => {
    t.is(multiplyAddsOf(kernel, operands, output, {}), expected);
  });
}

for (const [transposeA, a] of [
  [false, [7, 4, 5]],
  [true, [7, 5, 4]],
] as const) {
  test(`a product of matrices [${a.join()}], transposed ${transposeA}, has the inner size for each value`, (t) => {
    t.is(multiplyAddsOf('BatchMatMul', [a, [5, 6]], [7, 4, 6], { transposeA }), 7 * 4 * 6 * 5);
  });
}
