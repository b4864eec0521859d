import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import { lowerGraph } from '../../../../../src/engine/onnx/lower-graph.ts';
import { doubledParts } from '../../../../../src/engine/onnx/kernels/blocked/parts.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import type { KernelName } from '../../../../../src/engine/recording/kernels/index.ts';
import { collectGraph } from '../../../../../src/engine/recording/graph.ts';
import { leaf, type Operand, type Value } from '../../../../../src/engine/recording/value.ts';

const operand = (value: Value): Operand => ({ value, shape: value.shape });
const given = (...shape: number[]) => operand(leaf(new Float32Array(), shape, 'float32'));
let recorded = 0;
function record(
  kernel: KernelName,
  attributes: object,
  operands: readonly Operand[],
  ...shapes: number[][]
): Operand[] {
  const outputs = shapes.map((shape): Value => ({ ...leaf(new Float32Array(), shape, 'float32'), data: undefined }));
  const producer = { order: recorded++, kernel, operands, attributes, outputs };
  for (const value of outputs) value.producer = producer;
  return outputs.map(operand);
}
const doubled = (x: Operand): Operand => {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const to = [2 * height, 2 * width];
  const attributes = { from: [height, width], to, alignCorners: false, halfPixelCenters: false };
  return record('ResizeNearestNeighbor', attributes, [x], [batch, ...to, channels])[0]!;
};
const joined = (axis: number, ...operands: Operand[]): Operand => {
  const shape = [...operands[0]!.shape];
  shape[axis] = operands.reduce((sum, part) => sum + part.shape[axis]!, 0);
  return record('Concat', { axis }, operands, shape)[0]!;
};
const windowFor = (x: Operand, filter: Operand, strides = 1) =>
  windowOf(x.shape, filter.shape, { strides, pad: 'same' });
const blocks = new Lowering({ blockSize: 4 });
const partsOf = (x: Operand, outputs = 8, size = 3, strides = 1) => {
  const filter = given(size, size, x.shape[3]!, outputs);
  return doubledParts(blocks, x, filter, windowFor(x, filter, strides));
};

test('a joined input is taken apart where a part was doubled, with the channels of each', (t) => {
  const [small, skip] = [given(4, 2, 2, 8), given(4, 4, 4, 4)];
  const up = doubled(small);
  t.deepEqual(partsOf(joined(3, up, skip)), [
    { operand: up, small, range: [0, 8] },
    { operand: skip, small: undefined, range: [8, 12] },
  ]);
  t.deepEqual(partsOf(up), [{ operand: up, small, range: [0, 8] }]);
});

test('it is left whole where nothing was doubled, or blocks or the window do not fit', (t) => {
  const [small, skip] = [given(4, 2, 2, 8), given(4, 4, 4, 4)];
  t.is(partsOf(joined(3, skip, skip)), undefined);
  t.is(partsOf(joined(0, doubled(small), given(4, 4, 4, 8))), undefined, 'joined along the batch');
  t.is(partsOf(joined(3, doubled(small), given(4, 4, 4, 2), given(4, 4, 4, 2))), undefined, 'half blocks');
  t.is(partsOf(doubled(small), 6), undefined, 'half blocks of outputs');
  t.is(partsOf(doubled(small), 8, 1), undefined, '1x1');
  t.is(partsOf(doubled(small), 8, 3, 2), undefined, 'strides');
});

/** A convolution of a doubled and a second part, and all its gradients, as a step records them. */
function training(batch: number) {
  const [small, skip, filter] = [given(batch, 2, 2, 4), given(batch, 4, 4, 4), given(3, 3, 8, 4)];
  const whole = joined(3, doubled(small), skip);
  const window = windowFor(whole, filter);
  const [y] = record('Conv2D', window, [whole, filter], [batch, 4, 4, 4]);
  const [dFilter] = record('Conv2DBackpropFilter', window, [whole, y!], [3, 3, 8, 4]);
  const [dx] = record('Conv2DBackpropInput', window, [y!, filter], [batch, 4, 4, 8]);
  const [up, dSkip] = record('SplitV', { axis: 3, sizes: [4, 4] }, [dx!], [batch, 4, 4, 4], [batch, 4, 4, 4]);
  const halving = {
    kernel: [2, 2],
    strides: [2, 2],
    dilations: [1, 1],
    padding: [
      [0, 0],
      [0, 0],
    ],
    input: [4, 4],
    output: [2, 2],
  };
  const [dSmall] = record('AvgPool', halving, [up!], [batch, 2, 2, 4]);
  return collectGraph([y!, dFilter!, dSkip!, dSmall!].map(({ value }) => value));
}
const operatorsOf = (batch: number) =>
  lowerGraph(training(batch), { blockSize: 4 }).nodes.map(({ operator, attributes }) => {
    if (attributes['group']) return (attributes['kernel_shape'] as number[])[0] === 1 ? 'padding' : 'correlation';
    const size = operator === 'Conv' ? ` ${(attributes['kernel_shape'] as number[]).join('x')}` : '';
    return `${operator}${size}`;
  });

test('in a step, the doubled part is never made, nothing is joined for a convolution and no gradient is split', (t) => {
  const operators = operatorsOf(4);
  const count = (name: string) => operators.filter((operator) => operator === name).length;
  t.is(count('Resize') + count('AveragePool'), 0);
  t.is(operators.filter((operator) => operator === 'Split').length, 1, 'only the four phases of the filter');
  t.is(count('Conv 2x2'), 4, 'phases');
  t.is(count('correlation'), 2, 'a gradient by the filter of each part');
  t.is(count('Conv 4x4'), 1, 'the gradient of the small image');
  t.is(count('Conv 3x3'), 2, 'the second part, there and back');
});

test('where images do not fill blocks, the gradient by the filter takes the whole input', (t) => {
  const operators = operatorsOf(3);
  t.true(operators.includes('Resize'));
  t.true(operators.includes('Conv 4x4'));
});
