import * as tf from '@tensorflow/tfjs-core';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { Module } from '../nn/module.ts';

export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The values of a module's parameters and buffers, read back from the backend. */
export async function readStateDict(module: Module): Promise<Map<string, NamedArray>> {
  const entries = [...module.stateDict()].map(async ([name, variable]): Promise<[string, NamedArray]> => {
    const data = await variable.data<'float32'>();
    return [name, { shape: variable.shape, data }];
  });
  return new Map(await Promise.all(entries));
}

/**
 * Sets a module's parameters and buffers. Nothing changes if anything doesn't fit.
 * `source` is what errors call the place the values came from, such as a file.
 * @throws TesseraError `bad-weights` with every missing, unexpected or misshapen tensor.
 */
export function loadStateDict(module: Module, state: ReadonlyMap<string, NamedArray>, source: string): void {
  const variables = module.stateDict();
  const missing = [...variables].flatMap(([name, variable]) => mismatch(name, variable, state.get(name), source));
  const unexpected = [...state.keys()]
    .filter((name) => !variables.has(name))
    .map((name): Problem => ({
      code: 'bad-weights',
      message: `${source} has a tensor \`${name}\` that the model doesn't have`,
    }));
  if (missing.length + unexpected.length > 0) throw new TesseraError([...missing, ...unexpected]);
  for (const [name, variable] of variables) assignArray(variable, state.get(name)!);
}

/** What keeps `array` from being the value of a variable, if anything. */
export function mismatch(
  name: string,
  variable: tf.Variable,
  array: NamedArray | undefined,
  source: string,
): Problem[] {
  const expected = `[${variable.shape.join(', ')}]`;
  if (!array)
    return [{ code: 'bad-weights', message: `expected a tensor \`${name}\` of shape ${expected}; ${source} has none` }];
  const got = `[${array.shape.join(', ')}]`;
  if (got === expected) return [];
  return [
    { code: 'bad-weights', message: `expected \`${name}\` to have shape ${expected}; in ${source} it has ${got}` },
  ];
}

export function assignArray(variable: tf.Variable, { shape, data }: NamedArray): void {
  const value = tf.tensor(data, [...shape]);
  variable.assign(value);
  value.dispose();
}
