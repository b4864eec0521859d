import { IGNORE_INDEX } from './mask.ts';

export interface ClassWeightOptions {
  readonly classes: number;
  /** Value of pixels that don't count, which may be a class. */
  readonly ignoreIndex?: number;
  /** One for each class; by default all are 1. */
  readonly weight?: readonly number[] | undefined;
}

/** The sum of the weights of the pixels' classes. `masks` is [N, H, W]; a pixel that is no class weighs nothing. */
export function classWeight(
  masks: Uint8Array,
  { classes, ignoreIndex = IGNORE_INDEX, weight }: ClassWeightOptions,
): number {
  const counts = new Float64Array(256);
  for (let pixel = 0; pixel < masks.length; pixel++) counts[masks[pixel]!]!++;
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    if (index !== ignoreIndex) sum += counts[index]! * (weight?.[index] ?? 1);
  }
  return sum;
}
