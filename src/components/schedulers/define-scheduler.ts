import { z } from 'zod';
import { defineComponent, type Component, type Scheduler, type WatchedMetric } from '../../registry/index.ts';

const warmup = z
  .strictObject({
    steps: z.int().positive().describe('Optimizer steps until the full learning rate.'),
    start_factor: z
      .number()
      .min(0)
      .max(1)
      .default(1 / 3)
      .describe('The first learning rate divided by the full one.'),
  })
  .optional()
  .describe(
    'A straight rise of the learning rate before the schedule, as `LinearLR` followed by the schedule in ' +
      '`SequentialLR`: the schedule has the steps that are left.',
  );

/** Counts are optimizer steps or, as PyTorch's schedulers are usually called, epochs. */
export const unitParam = z
  .enum(['steps', 'epochs'])
  .default('steps')
  .describe(
    'What is counted: optimizer steps or epochs. With `epochs`, the rate stays the same during an epoch after ' +
      'the warm-up, and complete epochs of the warm-up do not count.',
  );

export interface SchedulerSpan {
  /** Optimizer steps of the schedule, without those of the warm-up. */
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  /** Optimizer steps of the warm-up before it. */
  readonly warmupSteps: number;
}

/** Defines a scheduler that begins with a warm-up if YAML says so. */
export function defineScheduler<P extends z.ZodObject>(definition: {
  readonly type: string;
  readonly description: string;
  readonly example?: Readonly<Record<string, unknown>>;
  readonly params: P;
  readonly build: (params: z.output<P>, span: SchedulerSpan) => Scheduler;
}): Component<'scheduler'> {
  const params = definition.params.extend({ warmup });
  return defineComponent({
    kind: 'scheduler',
    type: definition.type,
    description: definition.description,
    ...(definition.example && { example: definition.example }),
    params,
    build(given, { totalSteps, stepsPerEpoch }) {
      const { warmup: before } = given as { readonly warmup?: z.output<typeof warmup> };
      const warmupSteps = before?.steps ?? 0;
      const span = { totalSteps: Math.max(1, totalSteps - warmupSteps), stepsPerEpoch, warmupSteps };
      const schedule = definition.build(given as z.output<P>, span);
      return before ? warmedUp(schedule, before) : schedule;
    },
  });
}

function warmedUp(
  schedule: Scheduler,
  { steps, start_factor: start }: NonNullable<z.output<typeof warmup>>,
): Scheduler {
  const { watches } = schedule;
  const warm: Scheduler = (completed, watched) =>
    completed < steps
      ? start + ((1 - start) * completed) / steps
      : schedule(completed - steps, watched && since(steps, watched));
  return watches === undefined ? warm : Object.assign(warm, { watches });
}

/** The validations after a step, with steps counted from there. */
function since(first: number, { direction, values }: WatchedMetric): WatchedMetric {
  const later = values.filter(({ step }) => step > first);
  return { direction, values: later.map(({ step, value }) => ({ step: step - first, value })) };
}

/**
 * Completed steps of the schedule, in the unit that the parameters count in. Epochs are those of training: one that the
 * warm-up ends in counts when it is complete.
 */
export function inUnit(
  unit: z.output<typeof unitParam>,
  completedSteps: number,
  { stepsPerEpoch, warmupSteps }: Pick<SchedulerSpan, 'stepsPerEpoch' | 'warmupSteps'>,
): number {
  if (unit === 'steps') return completedSteps;
  const epochs = (steps: number) => Math.floor(steps / stepsPerEpoch);
  return epochs(warmupSteps + completedSteps) - epochs(warmupSteps);
}
