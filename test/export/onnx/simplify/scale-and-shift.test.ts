import test from 'ava';
import { foldScaleAndShift } from '../../../../src/export/onnx/simplify/scale-and-shift.ts';
import {
  floatConstant,
  floatsOf,
  type SizedGraph,
  type SizedOperation,
  type SizedValue,
  whole,
} from '../../../../src/export/onnx/sized-graph.ts';

const value = (...shape: number[]): SizedValue => ({ shape, dtype: 'float32' });
const vector = (...numbers: number[]) => floatConstant(Float32Array.from(numbers), [numbers.length]);
const image = value(1, 4, 4, 1);
const filter = floatConstant(Float32Array.of(1, 2), [1, 1, 1, 2], 'conv.weight');

/** A convolution to two channels, then operations on it, each with one more operand. */
function graphOf(...steps: [kernel: SizedOperation['kernel'], by: SizedValue, first?: boolean][]): SizedGraph {
  let last = value(1, 4, 4, 2);
  const operations: SizedOperation[] = [
    { kernel: 'Conv2D', operands: [whole(image), whole(filter)], attributes: {}, outputs: [last] },
  ];
  for (const [kernel, by, first] of steps) {
    const operands = first ? [whole(by), whole(last)] : [whole(last), whole(by)];
    last = value(1, 4, 4, 2);
    operations.push({ kernel, operands, attributes: {}, outputs: [last] });
  }
  return { operations, input: image, output: whole(last) };
}

function folded(graph: SizedGraph) {
  const { operations, output } = foldScaleAndShift(graph);
  const [{ kernel, operands, outputs }] = operations as [SizedOperation];
  return {
    count: operations.length,
    kernel,
    filter: [...floatsOf(operands[1]!.value)!],
    bias: operands[2] && [...floatsOf(operands[2].value)!],
    names: operands.slice(1).map(({ value: { constant } }) => constant?.kind === 'numbers' && constant.name),
    isOutput: outputs[0] === output.value,
  };
}

test("a factor and a summand by channel become the convolution's own", (t) => {
  t.deepEqual(folded(graphOf(['Multiply', vector(3, 5)], ['Add', vector(7, 11)])), {
    count: 1,
    kernel: 'FusedConv2D',
    filter: [3, 10],
    bias: [7, 11],
    names: ['conv.weight', 'conv.bias'],
    isOutput: true,
  });
});

test('a factor reaches the summand before it, in either order of operands', (t) => {
  const { filter: weights, bias } = folded(graphOf(['Add', vector(1, 2), true], ['Multiply', vector(3, 5), true]));
  t.deepEqual(
    [weights, bias],
    [
      [3, 10],
      [3, 10],
    ],
  );
});

test('a single number counts for all channels; only what is subtracted is', (t) => {
  t.deepEqual(folded(graphOf(['Sub', vector(4)])).bias, [-4, -4]);
  t.is(folded(graphOf(['Sub', vector(4, 4), true])).count, 2, 'subtracted from');
});

test('what is no constant by channel stays', (t) => {
  t.is(folded(graphOf(['Multiply', value(2)])).count, 2, 'unknown');
  t.is(folded(graphOf(['Multiply', floatConstant(new Float32Array(4), [4, 1])])).count, 2, 'by row');
  t.is(folded(graphOf(['RealDiv', vector(2, 2)])).count, 2);
});

test('a convolution that others see too stays', (t) => {
  const graph = graphOf(['Multiply', vector(3, 5)]);
  const [conv] = graph.operations as [SizedOperation];
  const sum: SizedOperation = {
    kernel: 'Add',
    operands: [whole(conv.outputs[0]!), graph.output],
    attributes: {},
    outputs: [value(1, 4, 4, 2)],
  };
  t.is(folded({ ...graph, operations: [...graph.operations, sum], output: whole(sum.outputs[0]!) }).count, 3);
});

test('nothing moves past an activation', (t) => {
  const graph = graphOf(['Multiply', vector(3, 5)]);
  const [conv, ...rest] = graph.operations as [SizedOperation, ...SizedOperation[]];
  const active: SizedOperation = {
    ...conv,
    kernel: 'FusedConv2D',
    attributes: { activation: 'relu', leakyreluAlpha: 0 },
  };
  t.is(folded({ ...graph, operations: [active, ...rest] }).count, 2);
});
