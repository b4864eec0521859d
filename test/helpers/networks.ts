import * as tf from '@tensorflow/tfjs-core';
import { builtins } from '../../src/components/index.ts';
import type { ClassInfo } from '../../src/data/dataset.ts';
import * as nn from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import {
  createRegistry,
  type ComponentReference,
  type Contexts,
  type Kind,
  type Products,
} from '../../src/registry/index.ts';

const registry = createRegistry(...builtins);

export function classList(count: number): ClassInfo[] {
  return Array.from({ length: count }, (_, index) => ({ name: `class${index}`, color: [index, index, index] }));
}

/** Everything that any kind of component is given; three classes, seed 0. */
export const networkContext = {
  seed: 0,
  workingDirectory: process.cwd(),
  tf,
  nn,
  classes: classList(3),
  totalSteps: 100,
  stepsPerEpoch: 10,
  parameters: [],
} satisfies Record<string, unknown>;

/** Validates the parameters by the component's schema, as a configuration is, then builds it. */
export function buildPart<K extends Kind>(
  kind: K,
  reference: ComponentReference,
  context: Record<string, unknown> = {},
): Promise<Products[K]> {
  const parsed = registry.schema(registry.get(kind, reference.type)!).parse(reference) as ComponentReference;
  const full = { ...networkContext, random: createRandom(0, 'initial weights'), ...context };
  return registry.build(kind, parsed, full as unknown as Omit<Contexts[K], 'build'>);
}

export const training = (): nn.Pass => ({ training: true, random: createRandom(0, 'dropout') });
export const inference: nn.Pass = { training: false, random: createRandom(0) };
