import type { EngineSection } from '../../../schemas/index.ts';
import { startEngine } from '../../engine/index.ts';
import type { Schedule } from '../schedule.ts';
import type { DataPlan } from './data.ts';
import { measureRate } from './measure-rate.ts';
import type { ModelPlan } from './model.ts';

export interface TimePlan {
  /** Backend and version. */
  readonly engine: string;
  /** Multiply-adds a second of a small convolutional network here and now. */
  readonly rate: number;
  /** An estimate: what is multiplied, divided by the rate. Reading and augmenting samples come on top where they are slower. */
  readonly seconds: { readonly step: number; readonly training: number; readonly validation: number; readonly test: number };
}

/** Measures the backend for a moment. @throws TesseraError `backend-missing` */
export async function planTime(engine: EngineSection, model: ModelPlan, { samples }: DataPlan, schedule: Schedule): Promise<TimePlan> {
  const { description } = await startEngine(engine);
  const rate = await measureRate();
  const step = model.stepMultiplyAdds / rate;
  const image = model.forwardMultiplyAdds / model.batchSize / rate;
  const seconds = {
    step,
    training: step * schedule.totalSteps,
    validation: image * samples.val * countValidations(schedule),
    test: image * samples.test,
  };
  return { engine: description, rate, seconds };
}

function countValidations({ totalSteps, isValidationDue }: Schedule): number {
  let count = 0;
  for (let step = 1; step <= totalSteps; step++) if (isValidationDue(step)) count++;
  return count;
}
