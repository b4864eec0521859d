import test from 'ava';
import type { Matrix } from '../../../../src/engine/geometry/resample-matrix.ts';
import type { Extent } from '../../../../src/export/onnx/extent.ts';
import { joinResampling } from '../../../../src/export/onnx/simplify/resampling.ts';
import {
  type SizedGraph,
  type SizedOperation,
  type SizedValue,
  whole,
} from '../../../../src/export/onnx/sized-graph.ts';
import { height, value, width } from '../_lowering.ts';

const rule = { kind: 'adaptive-average' } as const;

/** A matrix that resamples, made for each size. */
function matrix(outputs: Extent, inputs: Extent, isKnown = true): SizedValue {
  const made: Matrix = { outputs: 1, inputs: 1, values: Float32Array.of(1), ...(isKnown && { rule }) };
  return { ...value(outputs, inputs), constant: { kind: 'matrix', matrices: [made] } };
}

const step = (kernel: SizedOperation['kernel'], operands: SizedOperation['operands'], ...shape: Extent[]) => ({
  kernel,
  operands,
  attributes: {},
  outputs: [value(...shape)],
});
const turned = (x: SizedOperation['operands'][number], perm: readonly number[], ...shape: Extent[]) => ({
  ...step('Transpose', [x], ...shape),
  attributes: { perm },
});

/** An image [5, height, width, 3] pooled to 2 rows and 4 columns, as `src/engine/geometry/resample.ts` does it. */
function pooled({ rows = matrix(2, height), columns = matrix(4, width), last = [2, 1, 0, 3] } = {}): SizedGraph {
  const image = value(5, height, width, 3);
  const before = turned(whole(image), [1, 0, 2, 3], height, 5, width, 3);
  const byRows = step('BatchMatMul', [whole(rows), { value: before.outputs[0]!, shape: [height, 1] }], 2, 1);
  const tall = { value: byRows.outputs[0]!, shape: [2, 5, width, 3] };
  const between = turned(tall, [2, 0, 1, 3], width, 2, 5, 3);
  const byColumns = step('BatchMatMul', [whole(columns), { value: between.outputs[0]!, shape: [width, 30] }], 4, 30);
  const wide = { value: byColumns.outputs[0]!, shape: [4, 2, 5, 3] };
  const after = turned(wide, last, 5, 2, 4, 3);
  return { operations: [before, byRows, between, byColumns, after], input: image, output: whole(after.outputs[0]!) };
}

test('two products and what turns them are one operation, which says what it does', (t) => {
  const graph = pooled();
  const { operations } = joinResampling(graph);
  t.is(operations.length, 1);
  const [{ kernel, operands, attributes, outputs }] = operations as [SizedOperation];
  t.is(kernel, 'Resample');
  t.is(operands[0]!.value, graph.input);
  t.is(outputs[0], graph.output.value);
  t.deepEqual(attributes, {
    rows: { rule, inputs: height, outputs: 2 },
    columns: { rule, inputs: width, outputs: 4 },
  });
});

test('anything else stays as it is', (t) => {
  const left = (graph: SizedGraph) => joinResampling(graph).operations.length;
  t.is(left(pooled({ last: [2, 0, 1, 3] })), 5, 'turned in another way');
  t.is(left(pooled({ rows: matrix(2, height, false) })), 5, 'by a matrix without a rule');
  t.is(left(pooled({ columns: value(4, width) })), 5, 'by no matrix that is known');
  t.is(left(pooled({ rows: matrix(2, 7) })), 5, 'of other rows than the image has');
  const graph = pooled();
  const product = graph.operations[1]!.outputs[0]!;
  const other = step('Relu', [whole(product)], 2, 1);
  t.is(left({ ...graph, operations: [...graph.operations, other] }), 6, 'of which others see a part');
});
