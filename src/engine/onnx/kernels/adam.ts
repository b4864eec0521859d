import {
  type AdamAttributes,
  type adamKernels,
  adamScalarCount,
  adamTensorCount,
} from '../../recording/kernels/adam.ts';
import { type Operand, sizeOf, type Value } from '../../recording/value.ts';
import type { Lowering, LoweringsOf } from '../lowering.ts';

export const adamLowerings: LoweringsOf<typeof adamKernels> = {
  AdamUpdate(lowering, { operands, outputs, attributes }) {
    const scalarCount = adamScalarCount(attributes);
    const names = operands.slice(0, scalarCount).map((operand) => lowering.read(operand));
    const rule: Rule = { ...attributes, size: names[0]!, eps: names[1]!, shrink: names[2] };
    const parameters: Parameter[] = [];
    for (let at = scalarCount; at < operands.length; at += adamTensorCount) {
      const from = 3 * parameters.length;
      parameters.push({ tensors: operands.slice(at, at + adamTensorCount), results: outputs.slice(from, from + 3) });
    }
    // A card splits into few results at a time only.
    if (!lowering.gpu && parameters.length > 1 && parameters.every(isVector)) updateJoined(lowering, parameters, rule);
    else for (const parameter of parameters) updateOne(lowering, parameter, rule);
  },
};

/** What all parameters have in common; names of scalars. */
interface Rule extends Omit<AdamAttributes, 'decoupled'> {
  readonly size: string;
  readonly eps: string;
  readonly shrink: string | undefined;
}

interface Parameter {
  /** Parameter, gradient, mean, mean square. */
  readonly tensors: readonly Operand[];
  /** What the parameter, the mean and the mean square become. */
  readonly results: readonly Value[];
}

const isVector = ({ tensors }: Parameter) => tensors[0]!.shape.length === 1;

/**
 * Most parameters are biases and the scales of normalizations: short vectors, whose nodes cost more than their numbers.
 */
function updateJoined(lowering: Lowering, vectors: readonly Parameter[], rule: Rule): void {
  const joined = Array.from({ length: adamTensorCount }, (_, which) =>
    lowering.node(
      'Concat',
      vectors.map(({ tensors }) => lowering.read(tensors[which]!)),
      { axis: 0 },
    ),
  );
  const lengths = lowering.builder.integers(vectors.map(({ tensors }) => sizeOf(tensors[0]!.shape)));
  updated(lowering, joined, rule).forEach((name, which) => {
    const parts = lowering.builder.nodes('Split', [name, lengths], { axis: 0 }, vectors.length);
    vectors.forEach(({ results }, index) => lowering.write(results[which]!, parts[index]!));
  });
}

function updateOne(lowering: Lowering, { tensors, results }: Parameter, rule: Rule): void {
  const names = tensors.map((operand) => lowering.read(operand));
  updated(lowering, names, rule).forEach((name, which) => lowering.write(results[which]!, name));
}

/** parameter - size * mean / (sqrt(square) + eps), as `src/components/optimizers/adam-update.ts` has it. */
function updated(
  lowering: Lowering,
  [parameter, gradient, mean, square]: readonly string[],
  { beta1, beta2, decay, size, eps, shrink }: Rule,
): [parameter: string, mean: string, square: string] {
  const scalar = (value: number) => lowering.builder.scalar(value, 'float32');
  const multiply = (a: string, b: string) => lowering.node('Mul', [a, b]);
  const add = (a: string, b: string) => lowering.node('Add', [a, b]);
  const blend = (old: string, now: string, beta: number) =>
    add(multiply(old, scalar(beta)), multiply(now, scalar(1 - beta)));

  const g = decay > 0 ? add(gradient!, multiply(parameter!, scalar(decay))) : gradient!;
  const newMean = blend(mean!, g, beta1);
  const newSquare = blend(square!, multiply(g, g), beta2);
  const change = lowering.node('Div', [multiply(newMean, size), add(lowering.node('Sqrt', [newSquare]), eps)]);
  const kept = shrink === undefined ? parameter! : multiply(parameter!, shrink);
  return [lowering.node('Sub', [kept, change]), newMean, newSquare];
}
