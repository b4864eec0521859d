import type { Operand, Value } from '../recording/value.ts';
import { toNchwShape } from './layout.ts';
import type { Lowering } from './lowering.ts';
import type { Attributes } from './model.ts';

/**
 * ONNX Runtime's operators on blocked values. Its own optimizer uses them where filters are constant; written into the
 * model, they serve training too. They call a value [N, C, H, W] whose memory is [N, C / block, H, W, block], and
 * filters lie in blocks likewise (`filter-order.ts`).
 * https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/contrib_ops/cpu/nchwc_ops.cc
 */
export const blockedDomain = 'com.microsoft.nchwc';

/** Adds a node of a blocked operator. Inputs and result are named as it takes them, which `blocksOf` gives. */
export function blockedNode(
  lowering: Lowering,
  operator: string,
  inputs: readonly string[],
  attributes: Attributes,
): string {
  return lowering.node(`${blockedDomain}.${operator}`, inputs, attributes);
}

/** An operand as the blocked operators name it. */
export function blocksOf(lowering: Lowering, operand: Operand): string {
  const make = () => lowering.reshape(lowering.read(operand, 'blocked'), toNchwShape(operand.shape));
  return lowering.derive(operand, namedByRuntime, make);
}

/** Tells where the numbers of a value are, by the name that a blocked operator gave them. */
export function writeBlocks(lowering: Lowering, value: Value, name: string): void {
  lowering.write(value, lowering.reshape(name, lowering.shapeIn('blocked', value.shape)), 'blocked');
  lowering.derive({ value, shape: value.shape }, namedByRuntime, () => name);
}

const namedByRuntime = 'blocks as [N, C, H, W]';
