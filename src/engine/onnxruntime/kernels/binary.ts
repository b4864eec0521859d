import type { Kernel } from '../kernel.ts';
import { dataTypeOf } from '../onnx/element-type.ts';
import { comparing, elementwise, type Emit, inFloat, inNumbers, logical, operator } from './elementwise.ts';

const sides = ['a', 'b'];

const squaredDifference: Emit = (lowering, names) => {
  const difference = lowering.node('Sub', names);
  return lowering.node('Mul', [difference, difference]);
};

/** Rounds down; in double precision, where a quotient of int32 is exact enough. */
const floorDivide: Emit = (lowering, names, _, dtype) => {
  if (dtype === 'float32') return lowering.node('Floor', [lowering.node('Div', names)]);
  const doubles = names.map((name) => lowering.node('Cast', [name], { to: 11 }));
  return lowering.node('Cast', [lowering.node('Floor', [lowering.node('Div', doubles)])], { to: 6 });
};

/** The remainder has the divisor's sign, as in Python. */
const modulo: Emit = (lowering, [a, b], _, dtype) => {
  if (dtype !== 'float32') return lowering.node('Mod', [a!, b!]);
  const remainder = lowering.node('Mod', [a!, b!], { fmod: 1 });
  const opposite = lowering.node('Less', [
    lowering.node('Mul', [remainder, b!]),
    lowering.builder.scalar(0, 'float32'),
  ]);
  return lowering.node('Where', [opposite, lowering.node('Add', [remainder, b!]), remainder]);
};

const not =
  (name: string): Emit =>
  (lowering, names) =>
    lowering.node('Not', [lowering.node(name, names)]);

export const binaryKernels: Kernel[] = [
  elementwise('Add', sides, inNumbers, operator('Add')),
  elementwise('Sub', sides, inNumbers, operator('Sub')),
  elementwise('Multiply', sides, inNumbers, operator('Mul')),
  elementwise('RealDiv', sides, inFloat, operator('Div')),
  elementwise('Maximum', sides, inNumbers, operator('Max')),
  elementwise('Minimum', sides, inNumbers, operator('Min')),
  elementwise('Pow', sides, inNumbers, operator('Pow')),
  elementwise('FloorDiv', sides, inNumbers, floorDivide),
  elementwise('Mod', sides, inNumbers, modulo),
  elementwise('SquaredDifference', sides, inNumbers, squaredDifference),
  ...['Equal', 'Greater', 'Less'].map((name) => elementwise(name, sides, comparing, operator(name))),
  elementwise('GreaterEqual', sides, comparing, operator('GreaterOrEqual')),
  elementwise('LessEqual', sides, comparing, operator('LessOrEqual')),
  elementwise('NotEqual', sides, comparing, not('Equal')),
  elementwise('LogicalAnd', sides, logical, operator('And')),
  elementwise('LogicalOr', sides, logical, operator('Or')),
  elementwise('LogicalXor', sides, logical, operator('Xor')),
  elementwise('Prelu', ['x', 'alpha'], inFloat, (lowering, [x, alpha]) => {
    const zero = lowering.builder.scalar(0, 'float32');
    const below = lowering.node('Mul', [alpha!, lowering.node('Min', [x!, zero])]);
    return lowering.node('Add', [lowering.node('Max', [x!, zero]), below]);
  }),
  // y is the output of elu: its slope is 1 above 0 and y + 1 below.
  elementwise('EluGrad', ['dy', 'y'], inFloat, (lowering, [dy, y]) => {
    const scalar = (value: number) => lowering.builder.scalar(value, dataTypeOf('float32'));
    const slope = lowering.node('Add', [lowering.node('Min', [y!, scalar(0)]), scalar(1)]);
    return lowering.node('Mul', [dy!, slope]);
  }),
];
