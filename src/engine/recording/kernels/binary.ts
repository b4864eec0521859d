import { comparing, elementwiseEach, inFloats, inNumbers, logical } from './elementwise.ts';

const sides = ['a', 'b'];
const arithmetic = [
  'Add',
  'FloorDiv',
  'Maximum',
  'Minimum',
  'Mod',
  'Multiply',
  'Pow',
  'SquaredDifference',
  'Sub',
] as const;
const comparisons = ['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'NotEqual'] as const;

export const binaryKernels = {
  ...elementwiseEach(arithmetic, sides, inNumbers),
  ...elementwiseEach(['RealDiv'], sides, inFloats),
  ...elementwiseEach(comparisons, sides, comparing),
  ...elementwiseEach(['LogicalAnd', 'LogicalOr', 'LogicalXor'], sides, logical),
  ...elementwiseEach(['Prelu'], ['x', 'alpha'], inFloats),
  ...elementwiseEach(['EluGrad'], ['dy', 'y'], inFloats),
};
