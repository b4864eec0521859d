import type * as tf from '@tensorflow/tfjs-core';
import type { NumberOfParameter } from './norms.ts';
import type { StepUpdate } from './step.ts';
import type { NamedScalars } from './sums-of-squares.ts';

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
    readScalars(update.gradientSquares),
    readScalars(update.weightSquares),
    wanted.gradients ? readArrays(update.gradients) : [],
  ]);
  for (const [, tensor] of [...update.gradientSquares, ...update.weightSquares, ...update.gradients]) tensor.dispose();
  return { gradientSquares, weightSquares, gradients };
}

export function readArrays(tensors: Iterable<readonly [string, tf.Tensor]>): Promise<NamedArrays> {
  return Promise.all([...tensors].map(async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const));
}

function readScalars(scalars: NamedScalars): Promise<NumberOfParameter> {
  return Promise.all(scalars.map(async ([name, scalar]) => [name, (await scalar.data<'float32'>())[0]!] as const));
}
