import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/random.ts';
import { type Graph, collectGraph } from '../../engine/recording/graph.ts';
import type { LazyBackend } from '../../engine/recording/lazy-backend.ts';
import type { Operand, Value } from '../../engine/recording/value.ts';
import type { SegmentationModel } from '../../registry/index.ts';
import type { InputSize } from './extent.ts';

/** What a network computes in inference for images of one size. */
export interface RecordedInference {
  readonly size: InputSize;
  /** What follows from the images; all else is a leaf, whose numbers are there. */
  readonly graph: Graph;
  /** The normalised images, a leaf without numbers. */
  readonly input: Value;
  /** Logits [N, H, W, classes]. */
  readonly output: Operand;
  /** Names of leaves that the state dict has, or that were computed from one of the same shape. */
  readonly names: ReadonlyMap<Value, string>;
}

/**
 * Records the pass that evaluates a network, as training's validation takes it, and computes what doesn't follow from the
 * images: scale and shift of a batch norm, for example. No tensor is left.
 * @throws Error if a kernel of the network can't be recorded
 */
export async function recordInference(
  model: SegmentationModel,
  backend: LazyBackend,
  size: InputSize,
): Promise<RecordedInference> {
  const variables = new Map([...model.stateDict()].map(([name, variable]) => [backend.valueBehind(variable), name]));
  const { input, output } = backend.recordOnly(() => record(model, backend, size));
  const dependent = dependentOn(input, output.value);
  const names = new Map<Value, string>(variables);
  const made = new Set([input, ...dependent.flatMap(({ outputs }) => outputs)]);
  const used = new Set(dependent.flatMap(({ operands }) => operands.map(({ value }) => value)));
  const constants = [...used].filter((value) => !made.has(value));
  for (const value of constants) {
    const name = value.producer && nameBelow(value, variables);
    if (name !== undefined) names.set(value, name);
  }
  await backend.evaluate(constants);
  // The images are where the recording begins.
  input.producer = undefined;
  return { size, graph: collectGraph([output.value]), input, output, names };
}

/** As `evaluate` in src/train: the values live on after their tensors. */
function record(model: SegmentationModel, backend: LazyBackend, { batch, height, width }: InputSize) {
  // Filled by a kernel, the images have no numbers, so that nothing can be concluded from them.
  const images = tf.fill<tf.Rank.R4>([batch, height, width, 3], 0);
  const pass = { training: false, random: createRandom('inference') };
  const logits = tf.tidy(() => model.forward(model.encodeFrozen(images), pass));
  const values = {
    input: backend.valueBehind(images),
    output: { value: backend.valueBehind(logits), shape: logits.shape },
  };
  tf.dispose([images, logits]);
  return values;
}

/** The operations whose result follows from `input`, in the order in which they were recorded. */
function dependentOn(input: Value, output: Value): Graph['operations'] {
  const depends = new Set([input]);
  return collectGraph([output]).operations.filter(({ operands, outputs }) => {
    if (outputs.includes(input) || !operands.some(({ value }) => depends.has(value))) return false;
    for (const value of outputs) depends.add(value);
    return true;
  });
}

/** The name of the first weight of the same shape that a constant is computed from. */
function nameBelow(value: Value, variables: ReadonlyMap<Value, string>): string | undefined {
  const shape = value.shape.join();
  const leaf = collectGraph([value]).leaves.find((found) => variables.has(found) && found.shape.join() === shape);
  return leaf && variables.get(leaf);
}
