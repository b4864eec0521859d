import type { binaryKernels } from '../../recording/kernels/binary.ts';
import type { Operand } from '../../recording/value.ts';
import { writeBlocks } from '../blocks.ts';
import type { LoweringsOf } from '../lowering.ts';
import { convolveWithBias } from './convolution.ts';
import { elementwise, elementwiseEach, type Emit, operator } from './elementwise.ts';

const squaredDifference: Emit = (lowering, names) => {
  const difference = lowering.node('Sub', names);
  return lowering.node('Mul', [difference, difference]);
};

/** Rounds down; in double precision, where a quotient of int32 is exact enough. */
const floorDivide: Emit = (lowering, names, { computeIn }) => {
  if (computeIn === 'float32') return lowering.node('Floor', [lowering.node('Div', names)]);
  const doubles = names.map((name) => lowering.castTo(name, 'float64'));
  return lowering.castTo(lowering.node('Floor', [lowering.node('Div', doubles)]), 'int32');
};

/** The remainder has the divisor's sign, as in Python. */
const modulo: Emit = (lowering, [a, b], { computeIn }) => {
  if (computeIn !== 'float32') return lowering.node('Mod', [a!, b!]);
  const remainder = lowering.node('Mod', [a!, b!], { fmod: 1 });
  const opposite = lowering.node('Less', [
    lowering.node('Mul', [remainder, b!]),
    lowering.builder.scalar(0, 'float32'),
  ]);
  return lowering.node('Where', [opposite, lowering.node('Add', [remainder, b!]), remainder]);
};

/** In ONNX's own operators. */
export const binaryEmits = {
  Add: operator('Add'),
  // y is the output of elu: its slope is 1 above 0 and y + 1 below.
  EluGrad: (lowering, [dy, y]) => {
    const scalar = (value: number) => lowering.builder.scalar(value, 'float32');
    const slope = lowering.node('Add', [lowering.node('Min', [y!, scalar(0)]), scalar(1)]);
    return lowering.node('Mul', [dy!, slope]);
  },
  Equal: operator('Equal'),
  FloorDiv: floorDivide,
  Greater: operator('Greater'),
  GreaterEqual: operator('GreaterOrEqual'),
  Less: operator('Less'),
  LessEqual: operator('LessOrEqual'),
  LogicalAnd: operator('And'),
  LogicalOr: operator('Or'),
  LogicalXor: operator('Xor'),
  Maximum: operator('Max'),
  Minimum: operator('Min'),
  Mod: modulo,
  Multiply: operator('Mul'),
  NotEqual: operator('Equal', 'Not'),
  Pow: operator('Pow'),
  Prelu: (lowering, [x, alpha]) => {
    const zero = lowering.builder.scalar(0, 'float32');
    const below = lowering.node('Mul', [alpha!, lowering.node('Min', [x!, zero])]);
    return lowering.node('Add', [lowering.node('Max', [x!, zero]), below]);
  },
  RealDiv: operator('Div'),
  SquaredDifference: squaredDifference,
  Sub: operator('Sub'),
} satisfies Record<string, Emit>;

const add = elementwise(binaryEmits.Add);

export const binaryLowerings: LoweringsOf<typeof binaryKernels> = {
  ...elementwiseEach(binaryEmits),
  Add(lowering, call) {
    const { operands, outputs, attributes } = call;
    const [convolved, bias] = operands as [Operand, Operand];
    const biased = attributes.computeIn === 'float32' ? convolveWithBias(lowering, convolved, bias) : undefined;
    if (biased === undefined) return add(lowering, call);
    writeBlocks(lowering, outputs[0]!, biased);
  },
};
