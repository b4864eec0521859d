import { TesseraError } from '../core/errors/index.ts';

/** @param what what is not finite any more, and since when: `the training loss became NaN at step 7` */
export function diverged(what: string): TesseraError {
  return new TesseraError({
    code: 'diverged',
    message: what,
    hints: ['lower optimizer.lr', 'look at the curves before that step: tessera board'],
  });
}

/** The first of the numbers that is not finite; undefined if all are. */
export function firstNotFinite(numbers: Float32Array): number | undefined {
  for (let index = 0; index < numbers.length; index++) {
    if (!(Math.abs(numbers[index]!) < Infinity)) return numbers[index];
  }
  return undefined;
}
