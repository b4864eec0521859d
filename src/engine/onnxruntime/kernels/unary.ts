import { backend_util } from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernel.ts';
import type { Lowering } from '../lowering.ts';
import { dataTypeOf } from '../onnx/element-type.ts';
import { float } from '../onnx/model.ts';
import { elementwise, type Emit, inFloat, inNumbers, logical, operator } from './elementwise.ts';

const ofFloat = <Attributes extends object>(name: string, emit: Emit<Attributes>) =>
  elementwise(name, ['x'], inFloat, emit);
const ofNumber = <Attributes extends object>(name: string, emit: Emit<Attributes>) =>
  elementwise(name, ['x'], inNumbers, emit);

const one = (lowering: Lowering) => lowering.builder.scalar(1, 'float32');

/** Whole numbers stay as they are. */
const rounding =
  (name: string): Emit =>
  (lowering, [x], _, dtype) =>
    dtype === 'float32' ? lowering.node(name, [x!]) : x!;

/** Max and Min let not-a-number through, which Relu and Clip do not: a diverged loss must show. */
const clip: Emit<{ clipValueMin: number; clipValueMax: number }> = (
  lowering,
  [x],
  { clipValueMin, clipValueMax },
  dtype,
) => {
  const bound = (value: number) => lowering.builder.scalar(value, dataTypeOf(dtype));
  return lowering.node('Min', [lowering.node('Max', [x!, bound(clipValueMin)]), bound(clipValueMax)]);
};

export const unaryKernels: Kernel[] = [
  ...[
    'Acos',
    'Acosh',
    'Asin',
    'Asinh',
    'Atan',
    'Atanh',
    'Cos',
    'Cosh',
    'Erf',
    'Exp',
    'Log',
    'Reciprocal',
    'Sigmoid',
  ].map((name) => ofFloat(name, operator(name))),
  ...['Sin', 'Sinh', 'Softplus', 'Sqrt', 'Tan', 'Tanh'].map((name) => ofFloat(name, operator(name))),
  ofFloat('Rsqrt', operator('Sqrt', 'Reciprocal')),
  ofFloat('Elu', operator('Elu')),
  ofFloat('Selu', (lowering, [x]) =>
    lowering.node('Selu', [x!], {
      alpha: float(backend_util.SELU_SCALEALPHA / backend_util.SELU_SCALE),
      gamma: float(backend_util.SELU_SCALE),
    }),
  ),
  ofFloat('Expm1', (lowering, [x]) => lowering.node('Sub', [lowering.node('Exp', [x!]), one(lowering)])),
  ofFloat('Log1p', (lowering, [x]) => lowering.node('Log', [lowering.node('Add', [x!, one(lowering)])])),
  ofFloat<{ alpha: number }>('LeakyRelu', (lowering, [x], { alpha }) =>
    lowering.node('LeakyRelu', [x!], { alpha: float(alpha) }),
  ),
  ...['Abs', 'Neg', 'Sign'].map((name) => ofNumber(name, operator(name))),
  ...['Ceil', 'Floor', 'Round'].map((name) => ofNumber(name, rounding(name))),
  ofNumber('Square', (lowering, [x]) => lowering.node('Mul', [x!, x!])),
  ofNumber('Relu', (lowering, [x], _, dtype) =>
    lowering.node('Max', [x!, lowering.builder.scalar(0, dataTypeOf(dtype))]),
  ),
  ofNumber('Relu6', (lowering, names, _, dtype) => clip(lowering, names, { clipValueMin: 0, clipValueMax: 6 }, dtype)),
  ofNumber('ClipByValue', clip),
  ofFloat<{ alpha: number }>('Step', (lowering, [x], { alpha }) => {
    const above = lowering.node('Greater', [x!, lowering.builder.scalar(0, 'float32')]);
    return lowering.node('Where', [above, one(lowering), lowering.builder.scalar(alpha, 'float32')]);
  }),
  elementwise('LogicalNot', ['x'], logical, operator('Not')),
  ...[
    ['IsNan', 'IsNaN'],
    ['IsInf', 'IsInf'],
  ].map(([name, node]) =>
    elementwise(name!, ['x'], { compute: () => 'float32', result: () => 'bool' }, operator(node!)),
  ),
  elementwise('IsFinite', ['x'], { compute: () => 'float32', result: () => 'bool' }, (lowering, [x]) =>
    lowering.node('Not', [lowering.node('Or', [lowering.node('IsNaN', [x!]), lowering.node('IsInf', [x!])])]),
  ),
];
