import type { EngineSection, TrainSection } from '../../schemas/index.ts';
import { startEngine } from '../engine/index.ts';
import { countStepsPerEpoch, type Schedule } from '../train/schedule.ts';
import type { DataPlan } from './data.ts';
import { measurePace } from './measure-pace.ts';
import type { ModelPlan } from './model.ts';

export interface TimePlan {
  /** Backend and version. */
  readonly engine: string;
  /** Multiply-adds per second of a small convolutional network, measured here and now. */
  readonly rate: number;
  /** Seconds per step that each layer takes, however small it is. */
  readonly layerOverhead: number;
  /**
   * Estimated seconds: multiply-adds divided by the rate, plus each layer's overhead. If reading and augmenting samples
   * is slower, it takes longer.
   */
  readonly seconds: {
    readonly step: number;
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
}

/** Measures the backend's speed and estimates the time of a run. @throws TesseraError `backend-missing` */
export async function planTime(
  { engine, train }: { readonly engine: EngineSection; readonly train: TrainSection },
  model: ModelPlan,
  { samples }: Pick<DataPlan, 'samples'>,
  schedule: Schedule,
): Promise<TimePlan> {
  const { description } = await startEngine(engine);
  const { rate, layerOverhead } = await measurePace();
  const overhead = model.layers.filter(({ multiplyAdds }) => multiplyAdds > 0).length * layerOverhead;
  // The last step of an epoch may have fewer batches than the others.
  const batches = countStepsPerEpoch(samples.train, { ...train, accumulate: 1 }) / schedule.stepsPerEpoch;
  const step = (model.stepMultiplyAdds / rate + overhead) * batches;
  // A forward pass has about a third of the kernels of a step.
  const evaluation = (images: number) =>
    (images * model.forwardMultiplyAdds) / model.batchSize / rate +
    (Math.ceil(images / model.batchSize) * overhead) / 3;
  const seconds = {
    step,
    training: step * schedule.totalSteps,
    validation: evaluation(samples.val) * countValidations(schedule),
    test: evaluation(samples.test),
  };
  return { engine: description, rate, layerOverhead, seconds };
}

function countValidations({ totalSteps, isValidationDue }: Schedule): number {
  let count = 0;
  for (let step = 1; step <= totalSteps; step++) if (isValidationDue(step)) count++;
  return count;
}
