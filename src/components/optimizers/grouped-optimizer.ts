import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../registry/index.ts';
import type { TrainedGroup } from './parameter-groups.ts';
import { slotStateDict } from './slots.ts';

/**
 * Updates the parameters of a group that have a gradient.
 * @param learningRate of this group and step
 * @param steps of the group, this one included
 */
export type StepGroup = (
  group: TrainedGroup,
  gradients: ReadonlyMap<string, tf.Tensor>,
  learningRate: number,
  steps: number,
) => void;

/**
 * An optimizer that updates its groups one after the other. It owns the slots, which are by PyTorch's name of the slot
 * and the parameter's name.
 */
export function groupedOptimizer(
  learningRate: number,
  groups: readonly TrainedGroup[],
  slots: Readonly<Record<string, ReadonlyMap<string, tf.Variable>>>,
  stepGroup: StepGroup,
): Optimizer {
  const optimizer: Optimizer = {
    learningRate,
    groups,
    stepCount: 0,
    step(gradients, rate) {
      optimizer.stepCount++;
      for (const group of groups)
        stepGroup(group, gradients, rate * group.scale, optimizer.stepCount - group.firstStep);
    },
    stateDict: () => slotStateDict(slots),
    dispose: () => tf.dispose([...slotStateDict(slots).values()]),
  };
  return optimizer;
}
