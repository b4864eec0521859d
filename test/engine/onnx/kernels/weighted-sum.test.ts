import test from 'ava';
import type { Layout } from '../../../../src/engine/onnx/layout.ts';
import { reluOf, weightedSum, writeSum } from '../../../../src/engine/onnx/kernels/weighted-sum.ts';
import { blocksOf } from '../../../../src/engine/onnx/blocks.ts';
import { leaf } from '../../../../src/engine/recording/value.ts';
import { operatorsOf, run } from '../run-lowering.ts';

/** Two pixels of two channels, twice, and vectors for the channels. */
const inputs = [
  { shape: [1, 1, 2, 2], values: [1, 2, 3, 4] },
  { shape: [1, 1, 2, 2], values: [10, 20, 30, 40] },
  { shape: [2], values: [2, 3] },
  { shape: [2], values: [-9, 1] },
];
const shape = [1, 1, 2, 2];

for (const layout of ['nhwc', 'nchw', 'blocked'] satisfies Layout[]) {
  test(`values are scaled by channel, added and shifted in ${layout}`, async (t) => {
    const values = await run(
      inputs,
      layout === 'blocked' ? [1, 1, 1, 2, 2] : layout === 'nchw' ? [1, 2, 1, 2] : shape,
      (lowering, [a, b]) => {
        const [first, second] = [a!, b!].map((operand) => lowering.read(operand, layout));
        const terms = [{ name: first!, scale: 'i2' }, { name: second! }];
        return weightedSum(lowering, layout, shape, terms, 'i3');
      },
      2,
    );
    const [one, two, three, four] = [1 * 2 + 10 - 9, 2 * 3 + 20 + 1, 3 * 2 + 30 - 9, 4 * 3 + 40 + 1];
    t.deepEqual(values, layout === 'nchw' ? [one, three, two, four] : [one, two, three, four]);
  });
}

test('a ReLU of a sum in blocks is made in the same pass, and only where it is asked for', async (t) => {
  const sumOf = (relu: boolean) => (lowering: Parameters<typeof writeSum>[0]) => {
    const value = leaf(new Float32Array(4), shape, 'float32');
    writeSum(lowering, value, 'blocked', [{ name: lowering.reshape('i0', [1, 1, 1, 2, 2]) }], 'i3');
    return relu ? reluOf(lowering, { value, shape })! : blocksOf(lowering, { value, shape });
  };
  t.deepEqual(await run(inputs, [1, 2, 1, 2], sumOf(false), 2), [-8, 3, -6, 5]);
  t.deepEqual(await run(inputs, [1, 2, 1, 2], sumOf(true), 2), [0, 3, 0, 5]);
  t.is(operatorsOf(inputs, [1, 2, 1, 2], sumOf(true), 2).filter((operator) => operator === 'Conv').length, 1);
});

test('elsewhere there is none', (t) => {
  operatorsOf(inputs, shape, (lowering) => {
    const value = leaf(new Float32Array(4), shape, 'float32');
    writeSum(lowering, value, 'nhwc', [{ name: 'i0' }], 'i3');
    t.is(reluOf(lowering, { value, shape }), undefined);
    return lowering.read({ value, shape });
  });
});
