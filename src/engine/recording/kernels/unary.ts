import { elementwise, elementwiseEach, inFloats, inNumbers, logical, testingFloats } from './elementwise.ts';

const floatFunctions = [
  ...(['Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Cos', 'Cosh', 'Sin', 'Sinh', 'Tan', 'Tanh'] as const),
  ...(['Elu', 'Erf', 'Exp', 'Expm1', 'Log', 'Log1p', 'Reciprocal', 'Rsqrt', 'Selu', 'Sigmoid', 'Softplus'] as const),
  'Sqrt',
] as const;
const numberFunctions = ['Abs', 'Ceil', 'Floor', 'Neg', 'Relu', 'Relu6', 'Round', 'Sign', 'Square'] as const;

export const unaryKernels = {
  ...elementwiseEach(floatFunctions, ['x'], inFloats),
  ...elementwiseEach(numberFunctions, ['x'], inNumbers),
  ...elementwiseEach(['IsFinite', 'IsInf', 'IsNan'], ['x'], testingFloats),
  ...elementwiseEach(['LogicalNot'], ['x'], logical),
  LeakyRelu: elementwise<{ alpha: number }>(['x'], inFloats),
  Step: elementwise<{ alpha: number }>(['x'], inFloats),
  ClipByValue: elementwise<{ clipValueMin: number; clipValueMax: number }>(['x'], inNumbers),
};
