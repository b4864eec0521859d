import test from 'ava';
import { collectGraph } from '../../../src/engine/recording/graph.ts';
import { leaf, type Operation, type Value } from '../../../src/engine/recording/value.ts';
import { alignRecordings } from '../../../src/export/onnx/align-recordings.ts';
import { SizeMatters } from '../../../src/export/onnx/extent.ts';
import type { RecordedInference } from '../../../src/export/onnx/record-inference.ts';

const vector = (...numbers: number[]) => leaf(Float32Array.from(numbers), [numbers.length], 'float32');
const pending = (...shape: number[]): Value => ({ ...vector(), shape, data: undefined });
const weight = vector(2, 3);

interface Recorded {
  readonly kernel?: Operation['kernel'];
  readonly attributes?: object;
  readonly by?: Value;
  /** Shape of the result. */
  readonly shape?: readonly number[];
}

/** An image of this height by a vector. */
function recorded(
  height: number,
  { kernel = 'Multiply', attributes = {}, by = weight, shape = [1, height, 2] }: Recorded = {},
): RecordedInference {
  const [input, result] = [pending(1, height, 2), pending(...shape)];
  const operands = [input, by].map((value) => ({ value, shape: value.shape }));
  result.producer = { order: 0, kernel, operands, attributes, outputs: [result] };
  return { graph: collectGraph([result]), input, output: { value: result, shape } };
}

const align = (first: Recorded, second: Recorded) =>
  alignRecordings([recorded(4, first), recorded(6, second)], new Map());

test('what differs stays open, what is the same is fixed', (t) => {
  const attributes = (height: number) => ({ size: [height, 7], mode: 'plain', isSame: true });
  const recordings = [4, 6].map((height) => recorded(height, { attributes: attributes(height) }));
  const { graph, recorded: values } = alignRecordings(recordings, new Map([[weight, 'scale.weight']]));
  const { operations, input, output } = graph;
  t.deepEqual(input.shape, [1, { values: [4, 6] }, 2]);
  t.is(operations.length, 1);
  const [{ kernel, operands, attributes: merged, outputs }] = operations as [(typeof operations)[number]];
  t.is(kernel, 'Multiply');
  t.deepEqual(merged, { size: [{ values: [4, 6] }, 7], mode: 'plain', isSame: true });
  t.is(operands[0]!.value, input);
  t.deepEqual(operands[1]!.value.constant, { kind: 'numbers', data: Float32Array.of(2, 3), name: 'scale.weight' });
  t.is(output.value, outputs[0]!);
  t.is(values.get(output.value), recordings[0]!.output.value);
});

test('equal numbers are one constant, NaN and zeros by their bits', (t) => {
  const { graph } = align({ by: vector(1, NaN) }, { by: vector(1, NaN) });
  t.is(graph.operations[0]!.operands[1]!.value.constant?.kind, 'numbers');
  t.throws(() => align({ by: vector(0, 1) }, { by: vector(-0, 1) }), {
    instanceOf: SizeMatters,
    message: 'numbers of a constant of shape [2] follow the size of the images',
  });
});

const matters = (title: string, first: Recorded, second: Recorded, message: RegExp) =>
  test(`size matters for ${title}`, (t) =>
    void t.throws(() => align(first, second), { instanceOf: SizeMatters, message }));

matters('another kernel', { kernel: 'Add' }, { kernel: 'Multiply' }, /takes another path/);
matters('another text', { attributes: { mode: 'a' } }, { attributes: { mode: 'b' } }, /an attribute is a, b/);
matters('a longer list', { attributes: { list: [1] } }, { attributes: { list: [1, 2] } }, /longer/);
matters('another rank', { shape: [1, 4, 2] }, { shape: [1, 6, 2, 1] }, /has more axes/);
