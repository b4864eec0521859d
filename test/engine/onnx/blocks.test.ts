import test from 'ava';
import { blockedNode, blocksOf, writeBlocks } from '../../../src/engine/onnx/blocks.ts';
import { Lowering } from '../../../src/engine/onnx/lowering.ts';
import { leaf } from '../../../src/engine/recording/value.ts';

const shape = [2, 5, 7, 16];
const value = () => leaf(new Float32Array(2 * 5 * 7 * 16), shape, 'float32');
/** The nodes that lead to a name. */
const nodesTo = (lowering: Lowering, name: string) =>
  lowering.builder.finish([], [{ name, type: 'float32', shape: [] }]).nodes;

test('a blocked operator is of a domain of its own', (t) => {
  const lowering = new Lowering({ blockSize: 8 });
  const [node] = nodesTo(lowering, blockedNode(lowering, 'MaxPool', ['x'], { kernel_shape: [2, 2] }));
  t.is(node!.domain, 'com.microsoft.nchwc');
  t.is(node!.operator, 'MaxPool');
});

test('an operand is put into blocks and named [N, C, H, W], once', (t) => {
  const lowering = new Lowering({ blockSize: 8 });
  const x = value();
  lowering.write(x, 'x');
  const name = blocksOf(lowering, { value: x, shape });
  t.is(blocksOf(lowering, { value: x, shape }), name);
  const nodes = nodesTo(lowering, name);
  t.deepEqual(
    nodes.map(({ operator }) => operator),
    ['ReorderInput', 'Reshape'],
  );
});

test('what a blocked operator made is taken by the next without a node between, and read in memory order by others', (t) => {
  const lowering = new Lowering({ blockSize: 8 });
  const y = value();
  writeBlocks(lowering, y, 'y');
  t.is(blocksOf(lowering, { value: y, shape }), 'y');
  const memory = nodesTo(lowering, lowering.read({ value: y, shape }, 'blocked'));
  t.deepEqual(
    memory.map(({ operator, inputs }) => [operator, inputs[0]]),
    [['Reshape', 'y']],
  );
});
