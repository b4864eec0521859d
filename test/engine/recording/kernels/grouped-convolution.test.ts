import test from 'ava';
import { input, record, results } from './record.ts';

const window = { strides: [2, 1], pad: 'same', dilations: 1, groups: 2 };
const [x, dy, filter] = [input([2, 8, 7, 4]), input([2, 4, 7, 6]), input([3, 3, 2, 6])];

test('a convolution in groups has the channels of its filter, and the groups beside its window', (t) => {
  const call = { ...window, activation: 'linear' };
  t.deepEqual(results('GroupedConv2D', { x, filter }, call), ['float32[2,4,7,6]']);
  t.like(record('GroupedConv2D', { x, filter }, call)!.attributes, {
    groups: 2,
    kernel: [3, 3],
    strides: [2, 1],
    output: [4, 7],
    activation: 'linear',
  });
});

test('it keeps its bias as an operand, and its activation', (t) => {
  const bias = input([6]);
  const fused = record('GroupedConv2D', { x, filter, bias }, { ...window, activation: 'relu6' })!;
  t.deepEqual(fused.operands, [x, filter, bias]);
  t.like(fused.attributes, { activation: 'relu6', groups: 2 });
});

for (const [kernel, inputs, shapes, expected] of [
  ['GroupedConv2DBackpropInput', { dy, filter }, { inputShape: [2, 8, 7, 4] }, 'float32[2,8,7,4]'],
  ['GroupedConv2DBackpropFilter', { x, dy }, { filterShape: [3, 3, 2, 6] }, 'float32[3,3,2,6]'],
] as const) {
  test(`${kernel} has the shape that the call names, and the window of the convolution`, (t) => {
    const attrs = { ...window, ...shapes };
    t.deepEqual(results(kernel, inputs, attrs), [expected]);
    t.deepEqual(record(kernel, inputs, attrs)!.operands, Object.values(inputs));
    t.like(record(kernel, inputs, attrs)!.attributes, { groups: 2, kernel: [3, 3], input: [8, 7], output: [4, 7] });
  });
}
