import * as tf from '@tensorflow/tfjs-core';

export type NamedVariables = readonly (readonly [name: string, tf.Variable])[];

/** A variable of zeros for each parameter, of the same shape, by the parameter's name. */
export function createSlot(parameters: NamedVariables): Map<string, tf.Variable> {
  return new Map(parameters.map(([name, parameter]) => [name, zeroVariable(parameter.shape)]));
}

/** All slots by PyTorch's name of the slot and the parameter's name: `exp_avg.decoder.weight`. */
export function slotStateDict(
  slots: Readonly<Record<string, ReadonlyMap<string, tf.Variable>>>,
): Map<string, tf.Variable> {
  const entries = Object.entries(slots).flatMap(([slot, variables]) =>
    [...variables].map(([name, variable]): [string, tf.Variable] => [`${slot}.${name}`, variable]),
  );
  return new Map(entries);
}

/** Calls `update` for every parameter that has a gradient, and frees the tensors that it makes. */
export function forEachGradient(
  parameters: NamedVariables,
  gradients: ReadonlyMap<string, tf.Tensor>,
  update: (name: string, parameter: tf.Variable, gradient: tf.Tensor) => void,
): void {
  tf.tidy(() => {
    for (const [name, parameter] of parameters) {
      const gradient = gradients.get(name);
      if (gradient) update(name, parameter, gradient);
    }
  });
}

function zeroVariable(shape: number[]): tf.Variable {
  const zeros = tf.zeros(shape);
  const variable = tf.variable(zeros, false);
  zeros.dispose();
  return variable;
}
