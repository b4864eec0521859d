import type * as tf from '@tensorflow/tfjs-core';
import type { NumberOfParameter } from './norms.ts';
import type { StepUpdate } from './step.ts';
import type { SumsOfSquares } from './sums-of-squares.ts';

/** Numbers by the names of parameters. */
export type NamedArrays = readonly (readonly [name: string, values: Float32Array])[];

/** What a step tells of its update, read into memory. All lists are empty if it tells nothing. */
export interface ReadUpdate {
  readonly gradientSquares: NumberOfParameter;
  readonly weightSquares: NumberOfParameter;
  readonly gradients: NamedArrays;
}

/** Reads it from the backend, the gradients only if they are wanted, and frees its tensors. */
export async function readUpdate(
  update: StepUpdate | undefined,
  wanted: { readonly gradients: boolean },
): Promise<ReadUpdate> {
  if (!update) return { gradientSquares: [], weightSquares: [], gradients: [] };
  const [gradientSquares, weightSquares, gradients] = await Promise.all([
    readSums(update.gradientSquares),
    readSums(update.weightSquares),
    wanted.gradients ? readArrays(update.gradients) : [],
  ]);
  const sums = [...update.gradientSquares, ...update.weightSquares].map((group) => group.sums);
  for (const tensor of [...sums, ...update.gradients.map(([, gradient]) => gradient)]) tensor.dispose();
  return { gradientSquares, weightSquares, gradients };
}

export function readArrays(tensors: Iterable<readonly [string, tf.Tensor]>): Promise<NamedArrays> {
  return Promise.all([...tensors].map(async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const));
}

async function readSums(groups: readonly SumsOfSquares[]): Promise<NumberOfParameter> {
  const read = groups.map(async ({ names, sums }) => {
    const values = await sums.data<'float32'>();
    return names.map((name, index) => [name, values[index]!] as const);
  });
  return (await Promise.all(read)).flat();
}
