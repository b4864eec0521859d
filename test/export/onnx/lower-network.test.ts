import test from 'ava';
import { lowerNetwork } from '../../../src/export/onnx/lower-network.ts';
import type { Form } from '../../../src/export/form.ts';
import type { SizedOperation, SizedValue } from '../../../src/export/onnx/sized-graph.ts';
import { height, images, sizes, value, width } from './_lowering.ts';

const image = value(images, height, width, 3);
const normalization = { mean: [0.2, 0.4, 1], std: [0.5, 1, 2] } as const;

function lowered(form: Form, result: SizedValue = image, kernel: SizedOperation['kernel'] = 'Relu') {
  const attributes = { computeIn: 'float32', gives: 'float32' };
  const shape = result === image ? image.shape : result.shape;
  const output: SizedValue = { ...value(), shape };
  const operation: SizedOperation = {
    kernel,
    operands: [{ value: image, shape: image.shape }],
    attributes,
    outputs: [output],
  };
  return lowerNetwork(
    { operations: [operation], input: image, output: { value: output, shape } },
    sizes,
    normalization,
    form,
  );
}
const operators = (form: Form) => lowered(form).nodes.map(({ operator }) => operator);

test('bytes are normalised by the model, numbers are not', (t) => {
  t.deepEqual(operators({ input: 'float', output: 'logits' }), ['Transpose', 'Relu', 'Transpose']);
  const bytes = lowered({ input: 'uint8', output: 'logits' });
  t.deepEqual(
    bytes.nodes.map(({ operator }) => operator),
    ['Transpose', 'Cast', 'Sub', 'Div', 'Relu', 'Transpose'],
  );
  const constants = bytes.initializers.map(({ bytes: own, shape }) => {
    t.deepEqual(shape, [1, 3, 1, 1]);
    return [...new Float32Array(Uint8Array.from(own).buffer)];
  });
  t.deepEqual(constants, [
    [51, 102, 255],
    [127.5, 255, 510],
  ]);
});

test('inputs and results say their types, and the names of sizes that are free', (t) => {
  const logits = lowered({ input: 'uint8', output: 'logits' });
  const shape = ['batch', 'height', 'width', 3];
  t.deepEqual(logits.inputs, [{ name: 'image', type: 'uint8', shape }]);
  t.deepEqual(logits.outputs, [{ name: 'logits', type: 'float32', shape }]);
  t.is(logits.operatorSet, 18);
  const labels = lowered({ input: 'float', output: 'labels' });
  t.deepEqual(labels.inputs, [{ name: 'image', type: 'float32', shape }]);
  t.deepEqual(labels.outputs, [{ name: 'labels', type: 'uint8', shape: ['batch', 'height', 'width'] }]);
});

test('a size that is none of the image has a name of its own', (t) => {
  const half = value(images, { values: [10, 18] }, width, 5);
  const { outputs } = lowered({ input: 'float', output: 'logits' }, half);
  t.deepEqual(outputs[0]!.shape, ['batch', 'size1', 'width', 5]);
});

test('labels are the largest logits over the channels, wherever those lie', (t) => {
  const { nodes } = lowered({ input: 'float', output: 'labels' });
  const largest = nodes.find(({ operator }) => operator === 'ArgMax');
  t.deepEqual(largest?.attributes, { axis: 1, keepdims: 0 }, 'in NCHW');
  t.deepEqual(nodes.at(-1)?.attributes, { to: 2 }, 'as bytes');
});

test('a kernel of training is refused by its name', (t) => {
  t.throws(() => lowered({ input: 'float', output: 'logits' }, image, 'MaxPoolGrad'), {
    message: /^the kernel MaxPoolGrad/,
  });
});
