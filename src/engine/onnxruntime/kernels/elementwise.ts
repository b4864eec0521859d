import { backend_util, type DataType, type TensorInfo, upcastType } from '@tensorflow/tfjs-core';
import { type Kernel, kernel, type Step } from '../kernel.ts';
import type { Lowering } from '../lowering.ts';
import { cast } from './cast.ts';

/** Nodes for one element-wise function of names that all have the type `dtype`. */
export type Emit<Attributes extends object = object> = (
  lowering: Lowering,
  names: readonly string[],
  attributes: Attributes,
  dtype: DataType,
) => string;

interface Rule {
  /** The type in which it is computed, given that of the operands. */
  readonly compute?: (dtype: DataType) => DataType;
  /** The type of the result, if it differs from the operands'. */
  readonly result?: (dtype: DataType) => DataType;
}

const always = (dtype: DataType) => () => dtype;
/** ONNX has no arithmetic on booleans. */
const numeric = (dtype: DataType): DataType => (dtype === 'bool' ? 'int32' : dtype);

export const inFloat: Rule = { compute: always('float32'), result: always('float32') };
export const inNumbers: Rule = { compute: numeric };
export const comparing: Rule = { compute: numeric, result: always('bool') };
export const logical: Rule = { compute: always('bool'), result: always('bool') };

/** A kernel that works element by element with NumPy's broadcasting, in whatever layout its operands have. */
export function elementwise<Attributes extends object = object>(
  kernelName: string,
  inputNames: readonly string[],
  rule: Rule,
  emit: Emit<Attributes>,
): Kernel {
  return kernel<Record<string, TensorInfo>, Attributes, Attributes & { dtype: DataType }>(kernelName, {
    record({ inputs, attrs }) {
      const operands = inputNames.map((input) => inputs[input]!);
      const dtype = operands.map((operand) => operand.dtype).reduce((a, b) => upcastType(a, b));
      const shape = operands
        .map((operand) => operand.shape)
        .reduce((a, b) => backend_util.assertAndGetBroadcastShape(a, b));
      return { operands, outputs: [{ shape, dtype: rule.result?.(dtype) ?? dtype }], attributes: { ...attrs, dtype } };
    },
    lower(lowering, step) {
      const dtype = rule.compute?.(step.attributes.dtype) ?? step.attributes.dtype;
      const { names, layout } = readAll(lowering, step, dtype);
      const name = emit(lowering, names, step.attributes, dtype);
      const produced = rule.result?.(dtype) ?? dtype;
      lowering.write(step.outputs[0]!, cast(lowering, name, produced, step.outputs[0]!.dtype), layout);
    },
  });
}

function readAll(lowering: Lowering, { operands, outputs }: Step, dtype: DataType) {
  const layout = outputs[0]!.shape.length === 4 ? lowering.layoutOf(operands) : 'nhwc';
  const names = operands.map((operand) =>
    cast(lowering, lowering.readBroadcast(operand, layout), operand.value.dtype, dtype),
  );
  return { layout, names };
}

/** Emits one ONNX operator, or a chain of them on one operand. */
export const operator =
  (...chain: string[]): Emit =>
  (lowering, names) =>
    chain.slice(1).reduce((name, next) => lowering.node(next, [name]), lowering.node(chain[0]!, names));
