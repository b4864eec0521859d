import type { Operand, Value } from '../../recording/value.ts';
import { blockedNode, writeBlocks } from '../blocks.ts';
import { type Layout, toNchwShape } from '../layout.ts';
import type { Lowering } from '../lowering.ts';
import type { Attributes } from '../model.ts';

/** A value that is scaled by channel. */
export interface Term {
  /** In the layout of the sum. */
  readonly name: string;
  /** [C]; without it, as it is. */
  readonly scale?: string;
}

/**
 * Writes the sum of terms and of a shift [C] as a float32 value [N, H, W, C]. Where it lies in blocks and a ReLU
 * follows, `reluOf` gives that of the same pass.
 */
export function writeSum(
  lowering: Lowering,
  value: Value,
  layout: Layout,
  terms: readonly Term[],
  shift: string,
): void {
  const { shape } = value;
  if (layout !== 'blocked') return lowering.write(value, weightedSum(lowering, layout, shape, terms, shift), layout);
  writeBlocks(lowering, value, sumInBlocks(lowering, shape, terms, shift, {}));
  const make = () => sumInBlocks(lowering, shape, terms, shift, { activation: 'Relu' });
  lowering.derive({ value, shape }, reluInTheSamePass, make);
}

/** The ReLU of a sum that was written in blocks, as the blocked operators name it. */
export function reluOf(lowering: Lowering, x: Operand): string | undefined {
  return lowering.derived(x, reluInTheSamePass);
}

const reluInTheSamePass = 'relu in the same pass';

/** The sum as a name in the layout. */
export function weightedSum(
  lowering: Lowering,
  layout: Layout,
  shape: readonly number[],
  terms: readonly Term[],
  shift: string,
): string {
  if (layout === 'blocked')
    return lowering.reshape(sumInBlocks(lowering, shape, terms, shift, {}), lowering.shapeIn('blocked', shape));
  const vector = (name: string) => lowering.reshape(name, lowering.shapeIn(layout, [1, 1, 1, shape[3]!]));
  const scaled = terms.map(({ name, scale }) => (scale ? lowering.node('Mul', [name, vector(scale)]) : name));
  return [...scaled, vector(shift)].reduce((sum, name) => lowering.node('Add', [sum, name]));
}

/**
 * A depthwise 1x1 convolution scales, shifts, adds another value and applies an activation in one pass over memory,
 * with all threads; ONNX Runtime's element-wise operators take one each, and are slow with vectors.
 */
function sumInBlocks(
  lowering: Lowering,
  shape: readonly number[],
  [last, ...others]: readonly Term[],
  shift: string | undefined,
  activation: Attributes,
): string {
  const channels = shape[3]!;
  const { name, scale } = last!;
  const weights = scale
    ? lowering.reshape(scale, [channels, 1, 1, 1])
    : lowering.builder.floats(Array<number>(channels).fill(1), [channels, 1, 1, 1]);
  const sum = others.length > 0 ? [sumInBlocks(lowering, shape, others, undefined, {})] : [];
  const inputs = [lowering.reshape(name, toNchwShape(shape)), weights, shift ?? '', ...sum];
  while (inputs.at(-1) === '') inputs.pop();
  return blockedNode(lowering, 'Conv', inputs, { kernel_shape: [1, 1], group: channels, ...activation });
}
