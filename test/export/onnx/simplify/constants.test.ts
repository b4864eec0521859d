import test from 'ava';
import { leaf, type Value } from '../../../../src/engine/recording/value.ts';
import { foldConstants } from '../../../../src/export/onnx/simplify/constants.ts';
import { floatConstant, type SizedOperation, type SizedValue, whole } from '../../../../src/export/onnx/sized-graph.ts';
import { height, value } from '../_lowering.ts';

const operation = (kernel: SizedOperation['kernel'], operands: SizedValue[], output: SizedValue): SizedOperation => ({
  kernel,
  operands: operands.map(whole),
  attributes: {},
  outputs: [output],
});

test('what follows from neither the images nor their size becomes numbers, as far as something else needs it', async (t) => {
  const variance = floatConstant(Float32Array.of(4, 9), [2], 'bn.running_var');
  const [root, inverse, image, result] = [value(2), value(2), value(1, height, 2), value(1, height, 2)];
  const operations = [
    operation('Sqrt', [variance], root),
    operation('Reciprocal', [root], inverse),
    operation('Multiply', [image, inverse], result),
  ];
  const recordedVariance = leaf(Float32Array.of(4, 9), [2], 'float32');
  const recordedInverse: Value = { ...leaf(Float32Array.of(), [2], 'float32'), data: undefined };
  const operands = [{ value: recordedVariance, shape: [2] }];
  recordedInverse.producer = { order: 0, kernel: 'Reciprocal', operands, attributes: {}, outputs: [recordedInverse] };
  const recorded = new Map([[inverse, recordedInverse]]);
  const asked: (readonly Value[])[] = [];
  const graph = await foldConstants(
    { graph: { operations, input: image, output: whole(result) }, recorded },
    new Map([[recordedVariance, 'bn.running_var']]),
    (values) => {
      asked.push(values);
      recordedInverse.data = Float32Array.of(0.5, 0.25);
      return Promise.resolve();
    },
  );
  t.deepEqual(asked, [[recordedInverse]], 'the square root is needed by nothing else');
  t.deepEqual(
    graph.operations.map(({ kernel }) => kernel),
    ['Multiply'],
  );
  const [own, by] = graph.operations[0]!.operands;
  t.is(own!.value, image);
  t.deepEqual(by!.value.constant, { kind: 'numbers', data: Float32Array.of(0.5, 0.25), name: 'bn.running_var' });
});

test('what has an open size or an open attribute stays', async (t) => {
  const numbers = floatConstant(Float32Array.of(1), [1]);
  const stays = async (changed: Partial<SizedOperation>, output: SizedValue) => {
    const operations = [{ ...operation('Tile', [numbers], output), ...changed }];
    const graph = { operations, input: value(1), output: whole(output) };
    return (await foldConstants({ graph, recorded: new Map() }, new Map(), () => Promise.resolve())).operations.length;
  };
  t.is(await stays({}, value(height)), 1);
  t.is(await stays({ attributes: { reps: [height] } }, value(2)), 1);
  t.is(await stays({ operands: [{ value: numbers, shape: [height] }] }, value(2)), 1);
});
