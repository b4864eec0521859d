import { backend_util } from '@tensorflow/tfjs-core';
import type { unaryKernels } from '../../recording/kernels/unary.ts';
import type { LoweringsOf, NodeWriter } from '../lowering.ts';
import { elementTypeOf, float } from '../model.ts';
import { writeBlocks } from '../blocks.ts';
import { elementwise, elementwiseEach, type Emit, operator } from './elementwise.ts';
import { reluOf } from './weighted-sum.ts';

const one = (lowering: NodeWriter) => lowering.builder.scalar(1, 'float32');

/** Whole numbers stay as they are. */
const rounding =
  (name: string): Emit =>
  (lowering, [x], { computeIn }) =>
    computeIn === 'float32' ? lowering.node(name, [x!]) : x!;

/** Max and Min let not-a-number through, which Relu and Clip do not: a diverged loss must show. */
const clip: Emit<{ clipValueMin: number; clipValueMax: number }> = (
  lowering,
  [x],
  { clipValueMin, clipValueMax, computeIn },
) => {
  const bound = (value: number) => lowering.builder.scalar(value, elementTypeOf(computeIn));
  return lowering.node('Min', [lowering.node('Max', [x!, bound(clipValueMin)]), bound(clipValueMax)]);
};

const relu = elementwise((lowering, [x], { computeIn }) =>
  lowering.node('Max', [x!, lowering.builder.scalar(0, elementTypeOf(computeIn))]),
);

const stepEmit: Emit<{ alpha: number }> = (lowering, [x], { alpha }) => {
  const above = lowering.node('Greater', [x!, lowering.builder.scalar(0, 'float32')]);
  return lowering.node('Where', [above, one(lowering), lowering.builder.scalar(alpha, 'float32')]);
};
const step = elementwise(stepEmit);

/** That a ReLU was made of a value, as the blocked operators name it. */
const reluInBlocks = 'relu in blocks';

/** In ONNX's own operators; ReLU and its like are left out, since it matters how they are written. */
export const unaryEmits = {
  Abs: operator('Abs'),
  Acos: operator('Acos'),
  Acosh: operator('Acosh'),
  Asin: operator('Asin'),
  Asinh: operator('Asinh'),
  Atan: operator('Atan'),
  Atanh: operator('Atanh'),
  Ceil: rounding('Ceil'),
  Cos: operator('Cos'),
  Cosh: operator('Cosh'),
  Elu: operator('Elu'),
  Erf: operator('Erf'),
  Exp: operator('Exp'),
  Expm1: (lowering, [x]) => lowering.node('Sub', [lowering.node('Exp', [x!]), one(lowering)]),
  Floor: rounding('Floor'),
  IsFinite: (lowering, [x]) =>
    lowering.node('Not', [lowering.node('Or', [lowering.node('IsNaN', [x!]), lowering.node('IsInf', [x!])])]),
  IsInf: operator('IsInf'),
  IsNan: operator('IsNaN'),
  Log: operator('Log'),
  Log1p: (lowering, [x]) => lowering.node('Log', [lowering.node('Add', [x!, one(lowering)])]),
  LogicalNot: operator('Not'),
  Neg: operator('Neg'),
  Reciprocal: operator('Reciprocal'),
  Round: rounding('Round'),
  Rsqrt: operator('Sqrt', 'Reciprocal'),
  Selu: (lowering, [x]) =>
    lowering.node('Selu', [x!], {
      alpha: float(backend_util.SELU_SCALEALPHA / backend_util.SELU_SCALE),
      gamma: float(backend_util.SELU_SCALE),
    }),
  Sigmoid: operator('Sigmoid'),
  Sign: operator('Sign'),
  Sin: operator('Sin'),
  Sinh: operator('Sinh'),
  Softplus: operator('Softplus'),
  Sqrt: operator('Sqrt'),
  Square: (lowering, [x]) => lowering.node('Mul', [x!, x!]),
  Tan: operator('Tan'),
  Tanh: operator('Tanh'),
} satisfies Record<string, Emit>;

/** The same for those with a parameter. */
export const parametricEmits = {
  ClipByValue: clip,
  LeakyRelu: ((lowering, [x], { alpha }) => lowering.node('LeakyRelu', [x!], { alpha: float(alpha) })) as Emit<{
    alpha: number;
  }>,
  Step: stepEmit,
};

export const unaryLowerings: LoweringsOf<typeof unaryKernels> = {
  ...elementwiseEach(unaryEmits),
  Relu6: elementwise((lowering, names, types) => clip(lowering, names, { clipValueMin: 0, clipValueMax: 6, ...types })),
  Relu(lowering, call) {
    const [[x], [output]] = [call.operands, call.outputs];
    const fused = reluOf(lowering, x!);
    if (fused === undefined) return relu(lowering, call);
    lowering.derive(x!, reluInBlocks, () => fused);
    writeBlocks(lowering, output!, fused);
  },
  /** The gradient of ReLU. Its output tells as well as its input, which then need not be kept; so steep is a step. */
  Step(lowering, call) {
    const { operands, outputs, attributes } = call;
    const above = lowering.derived(operands[0]!, reluInBlocks);
    if (above === undefined || attributes.alpha !== 0) return step(lowering, call);
    writeBlocks(lowering, outputs[0]!, lowering.node('HardSigmoid', [above], { alpha: float(3e38), beta: float(0) }));
  },
  ClipByValue: elementwise(parametricEmits.ClipByValue),
  LeakyRelu: elementwise(parametricEmits.LeakyRelu),
};
