import { leaf, type Value } from '../../../src/engine/recording/value.ts';

let order = 0;

/** The sum of two values as a recorded kernel call. */
export function addRecorded(a: Value, b: Value, attributes: object = {}): Value {
  const value: Value = { ...leaf(new Float32Array(2), [2], 'float32'), data: undefined };
  value.producer = {
    order: order++,
    kernel: 'Add',
    operands: [a, b].map((input) => ({ value: input, shape: input.shape })),
    attributes,
    outputs: [value],
  };
  return value;
}

/** Two numbers that are there already. */
export const given = () => leaf(new Float32Array(2), [2], 'float32');
