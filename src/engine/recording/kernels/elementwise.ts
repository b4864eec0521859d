import { backend_util, type DataType, type TensorInfo, upcastType } from '@tensorflow/tfjs-core';
import { type Kernel, kernel } from '../kernel.ts';

/**
 * The types of an element-wise computation: all operands are cast to `computeIn`, and its result is cast from `gives`.
 */
export interface Elementwise {
  readonly computeIn: DataType;
  readonly gives: DataType;
}

interface Rule {
  /** The type in which it is computed, given the common type of the operands. */
  readonly computeIn: (dtype: DataType) => DataType;
  /** The type of the result, where it isn't the operands'. */
  readonly result?: DataType;
}

/** Graphs have no arithmetic on booleans. */
export const numeric = (dtype: DataType): DataType => (dtype === 'bool' ? 'int32' : dtype);

export const inFloats: Rule = { computeIn: () => 'float32', result: 'float32' };
export const inNumbers: Rule = { computeIn: numeric };
export const comparing: Rule = { computeIn: numeric, result: 'bool' };
export const testingFloats: Rule = { computeIn: () => 'float32', result: 'bool' };
export const logical: Rule = { computeIn: () => 'bool', result: 'bool' };

/** A kernel that works element by element with NumPy's broadcasting. */
export function elementwise<Attributes extends object = object>(
  inputNames: readonly string[],
  rule: Rule,
): Kernel<Attributes & Elementwise> {
  return kernel<Record<string, TensorInfo>, Attributes, Attributes & Elementwise>(({ inputs, attrs }) => {
    const operands = inputNames.map((input) => inputs[input]!);
    const dtype = operands.map((operand) => operand.dtype).reduce((a, b) => upcastType(a, b));
    const shape = operands
      .map((operand) => operand.shape)
      .reduce((a, b) => backend_util.assertAndGetBroadcastShape(a, b));
    const computeIn = rule.computeIn(dtype);
    return {
      operands,
      outputs: [{ shape, dtype: rule.result ?? dtype }],
      attributes: { ...attrs, computeIn, gives: rule.result ?? computeIn },
    };
  });
}

/** One such kernel for each of several names. */
export function elementwiseEach<Name extends string>(
  names: readonly Name[],
  inputNames: readonly string[],
  rule: Rule,
): Record<Name, Kernel<Elementwise>> {
  return Object.fromEntries(names.map((name) => [name, elementwise(inputNames, rule)])) as Record<
    Name,
    Kernel<Elementwise>
  >;
}
