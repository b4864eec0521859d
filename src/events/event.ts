import { z } from 'zod';
import { jsonNumber } from '../core/json.ts';
import { bestValidationSchema, runResultSchema } from '../runs/result.ts';

/** Grows when a field of an event changes its meaning or goes. New events and new fields don't change it. */
export const eventsVersion = 1;

const common = {
  version: z.literal(eventsVersion).describe('Version of these events.'),
  time: z.iso.datetime().describe('When it happened, in UTC.'),
};
const step = z.int().nonnegative().describe('Completed optimizer steps.');
const figures = z
  .record(z.string(), jsonNumber)
  .describe('Figures by their full names, such as `val/iou/macro/image` and `val/loss`.');
const directory = z.string().describe('Folder of the run.');

const pointSchema = z
  .looseObject({ id: z.string(), name: z.string(), state: z.string() })
  .describe(
    'As in the ledger of the sweep: `id`, `number`, `state`, `overrides`, `attempts`, `validation`, `metrics`, ' +
      '`error`.',
  );

const startOfRun = z.object({
  event: z.literal('start'),
  ...common,
  of: z.literal('run'),
  id: z.string(),
  name: z.string(),
  directory,
  step: step.describe('Completed steps, if the run goes on.'),
  steps: z.int().describe('Steps until its end.'),
  samples: z.object({ train: z.int(), val: z.int(), test: z.int() }),
  parameters: z.object({ total: z.int(), trainable: z.int() }),
  backend: z.string().describe('What computes, in words.'),
});

const startOfSweep = z.object({
  event: z.literal('start'),
  ...common,
  of: z.literal('sweep'),
  path: z.string().describe('Folder of the sweep.'),
  points: z.int().describe('Points of the sweep.'),
  completed: z.int().describe('Those that are complete already.'),
  selected: z.int().describe('Those that are to run now.'),
});

const endOfRun = z.object({
  event: z.literal('end'),
  ...common,
  of: z.literal('run'),
  status: z.enum(['completed', 'interrupted']),
  directory,
  existing: z.boolean().describe('Whether the run was complete before: nothing was trained now.'),
  step: step.optional().describe('Completed steps of a run that was interrupted.'),
  result: runResultSchema.optional().describe('`result.json` of a run that is complete.'),
  resume: z.string().optional().describe('The command that goes on with a run that was interrupted.'),
});

const endOfSweep = z.looseObject({
  event: z.literal('end'),
  ...common,
  of: z.literal('sweep'),
  status: z
    .enum(['completed', 'failed', 'interrupted', 'stopped'])
    .describe('`stopped`: by itself, since the time was up or a point had failed.'),
  path: z.string().describe('Folder of the sweep.'),
  groups: z.array(z.unknown()).describe('Points that differ in their seed only, the best first.'),
  points: z.array(z.unknown()).describe('All points, the best first.'),
});

/**
 * The lines of `tessera run --json` and `tessera sweep --json`. Whoever reads them ignores events and fields that they
 * don't know. Numbers that JSON lacks are the strings `NaN`, `Infinity` and `-Infinity`.
 */
export const eventSchemas = {
  start: z
    .union([startOfRun, startOfSweep])
    .describe('Everything is checked and built, and training or the points start.'),
  step: z
    .object({
      event: z.literal('step'),
      ...common,
      step,
      loss: jsonNumber.describe('The training loss of this step.'),
      images: z.int().describe('Samples in this step.'),
      seconds: z.number().describe('How long it took.'),
    })
    .describe('An optimizer step, as often as `train.log_every` says.'),
  validation: z
    .object({
      event: z.literal('validation'),
      ...common,
      step,
      figures,
      isBest: z.boolean().describe('Whether it is the best so far, by the metric that decides.'),
      best: bestValidationSchema.nullable().describe('The best so far: `metric`, `value`, `step`.'),
    })
    .describe('A validation.'),
  checkpoint: z
    .object({ event: z.literal('checkpoint'), ...common, step, checkpoints: z.array(z.string()) })
    .describe('Checkpoints were saved, by their names in `checkpoints/` of the run.'),
  test: z
    .object({
      event: z.literal('test'),
      ...common,
      step: step.describe('Steps of the tested checkpoint.'),
      split: z.enum(['test', 'val']).describe('`val` where the data has no test split.'),
      figures,
    })
    .describe('The best checkpoint was tested.'),
  point: z
    .object({
      event: z.literal('point'),
      ...common,
      what: z.enum(['started', 'ended', 'retrying']),
      point: pointSchema,
    })
    .describe('A point of a sweep has started, has ended, or will be started again.'),
  warning: z
    .object({ event: z.literal('warning'), ...common, message: z.string() })
    .describe("Something that a person should know and that doesn't end the run."),
  end: z.union([endOfRun, endOfSweep]).describe('The last line, if it came to its end or was interrupted.'),
  error: z
    .object({
      event: z.literal('error'),
      ...common,
      errors: z
        .array(z.looseObject({ code: z.string(), message: z.string() }))
        .describe('As all commands tell them with `--json`.'),
    })
    .describe('The last line, if it failed, or if the input is wrong.'),
};

export const eventSchema = z.union(Object.values(eventSchemas));
export type TesseraEvent = z.output<typeof eventSchema>;

type WithoutCommon<E> = E extends unknown ? Omit<E, 'version' | 'time'> : never;
/** What there is to tell; the line has the version and the time too. */
export type EventBody = WithoutCommon<z.input<typeof eventSchema>>;
