import test from 'ava';
import { foldPadding } from '../../../../src/export/onnx/simplify/padding.ts';
import {
  type SizedGraph,
  type SizedOperation,
  type SizedValue,
  whole,
} from '../../../../src/export/onnx/sized-graph.ts';

const value = (...shape: number[]): SizedValue => ({ shape, dtype: 'float32' });
const [image, padded, filter, result] = [value(1, 4, 4, 3), value(1, 7, 6, 3), value(3, 3, 3, 2), value(1, 3, 2, 2)];
const pad = (attributes: object): SizedOperation => ({
  kernel: 'PadV2',
  operands: [whole(image)],
  attributes,
  outputs: [padded],
});
const rows = { before: [0, 1, 0, 0], after: [0, 2, 2, 0], value: 0 };
const conv = (kernel: SizedOperation['kernel'] = 'Conv2D'): SizedOperation => ({
  kernel,
  operands: [whole(padded), whole(filter)],
  attributes: {
    padding: [
      [0, 0],
      [1, 0],
    ],
    input: [7, 6],
    strides: [2, 2],
  },
  outputs: [result],
});
const graphOf = (...operations: SizedOperation[]): SizedGraph => ({ operations, input: image, output: whole(result) });

test('a convolution pads by itself what was padded with zeros before', (t) => {
  const { operations } = foldPadding(graphOf(pad(rows), conv()));
  t.is(operations.length, 1);
  t.is(operations[0]!.operands[0]!.value, image);
  t.like(operations[0]!.attributes, {
    padding: [
      [1, 2],
      [1, 2],
    ],
    input: [4, 4],
    strides: [2, 2],
  });
});

test('other padding stays', (t) => {
  const kept = (attributes: object, kernel?: SizedOperation['kernel']) =>
    foldPadding(graphOf(pad(attributes), conv(kernel))).operations.length;
  t.is(kept({ ...rows, value: 1 }), 2, 'of another number');
  t.is(kept({ ...rows, after: [0, 2, 2, 1] }), 2, 'of channels');
  t.is(kept({ ...rows, before: [1, 1, 0, 0] }), 2, 'of images');
  t.is(kept({ ...rows, before: [0, { values: [1, 2] }, 0, 0] }), 2, 'that follows the size');
  t.is(kept(rows, 'MaxPool'), 2, 'for a pooling');
});

test('padding that others see too stays', (t) => {
  const other: SizedOperation = { kernel: 'Relu', operands: [whole(padded)], attributes: {}, outputs: [value(1)] };
  t.is(foldPadding(graphOf(pad(rows), conv(), other)).operations.length, 3);
});
