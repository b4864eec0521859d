import { z } from 'zod';
import { duration } from './duration.ts';
import { period, validationPeriod } from './period.ts';

const metricName = z.string().min(1);

const earlyStopping = z
  .strictObject({
    metric: metricName
      .optional()
      .describe(
        'Metric that is watched, named as in `best`; by default the one that decides which checkpoint is best.',
      ),
    patience: z.int().positive().describe('Training ends at this many validations in a row without an improvement.'),
    min_delta: z.number().nonnegative().default(0).describe('A change that is not larger is no improvement.'),
  })
  .describe('Ends training when a metric of the validation split no longer improves.');

const clipGradients = z
  .union([
    z.strictObject({
      norm: z
        .number()
        .positive()
        .describe(
          'The largest norm of all gradients together, as `torch.nn.utils.clip_grad_norm_`. The norm before is ' +
            'logged as `norm/gradients`.',
        ),
    }),
    z.strictObject({
      value: z
        .number()
        .positive()
        .describe('The largest absolute value of an element, as `torch.nn.utils.clip_grad_value_`.'),
    }),
  ])
  .describe('Limits gradients before each optimizer step: `{norm: 1}` or `{value: 0.5}`.');

const ema = z
  .strictObject({
    decay: z
      .number()
      .min(0)
      .lt(1)
      .describe('Share of the average that is kept at each step: average * decay + weights * (1 - decay).'),
  })
  .describe(
    'Keeps a moving average of weights and running statistics, with which the network is validated, tested and saved.',
  );

const keep = z
  .strictObject({
    best: z.int().positive().default(1).describe('So many of the best validations; with 1, `best` is the only one.'),
    last: z.int().positive().default(1).describe('So many of the newest; with 1, `last` is the only one.'),
    every: z.int().positive().optional().describe('Each n-th checkpoint of `checkpoint_every` stays for good.'),
  })
  .describe(
    'Which checkpoints stay: `{best: 1, last: 1, every: 5}`. Others are deleted as training goes on; `last` ' +
      'and `best` never are. Without it, each checkpoint of `checkpoint_every` stays.',
  );

const channels = z.tuple([z.number(), z.number(), z.number()]);
const normalization = z
  .strictObject({
    mean: channels.describe('Of red, green and blue, for pixels of 0 to 1.'),
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).describe('The same.'),
  })
  .describe(
    "What is subtracted from pixels, and what they are divided by, as torchvision's `Normalize`; by default " +
      'what the encoder wants.',
  );

export const trainSection = z
  .strictObject({
    epochs: z.int().positive().describe('Passes over the training split.'),
    max_steps: z
      .int()
      .positive()
      .optional()
      .describe('Training ends at this many optimizer steps, if the epochs have more. Schedules end there too.'),
    max_time: duration
      .optional()
      .describe(
        'Training ends when all attempts together have taken this long: `20m`, `1h 30m`. The test comes after.',
      ),
    batch_size: z
      .int()
      .positive()
      .default(16)
      .describe('Samples per batch, and per optimizer step unless `accumulate` is set.'),
    accumulate: z
      .int()
      .positive()
      .default(1)
      .describe(
        "Batches per optimizer step, whose gradients are averaged. Each batch counts the same, as in PyTorch's " +
          'usual loop, however many pixels count in it. The last step of an epoch has the batches that are left.',
      ),
    drop_last: z
      .boolean()
      .default(false)
      .describe('Leave out the last batch of an epoch if it is smaller, as in PyTorch.'),
    clip_gradients: clipGradients.optional(),
    ema: ema.optional(),
    validate_every: validationPeriod.default({ epochs: 1 }).describe('How often the validation split is evaluated.'),
    augment_validation: z
      .boolean()
      .default(false)
      .describe(
        'Whether the validation split is augmented as training samples are, in the same way at each ' +
          'validation. Better: `false`, since figures of changed photos say less of photos as they are.',
      ),
    checkpoint_every: period
      .default({ epochs: 1 })
      .describe('How often a further checkpoint is kept, besides `last` and `best`, which are always kept.'),
    keep: keep.optional(),
    log_every: z
      .strictObject({ steps: z.int().positive().describe('Optimizer steps between two lines.') })
      .default({ steps: 1 })
      .describe('How often the training loss is logged.'),
    best: z
      .string()
      .optional()
      .describe(
        'Metric that decides which checkpoint is best: a name such as `iou/macro/image`, the beginning of one, ' +
          'or `loss`. By default the first of `metrics`.',
      ),
    early_stopping: earlyStopping.optional(),
    init_from: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Run with whose best checkpoint training begins, such as `runs/pets-1a2b3c4d5e6f`, or a checkpoint ' +
          'file. Layers that give a score per class are new if the number of classes differs.',
      ),
    normalization: normalization.optional(),
    overfit_batches: z
      .int()
      .positive()
      .optional()
      .describe(
        'Trains on this many batches only, without augmentations, and validates and tests on them too: a ' +
          'network that does not learn them by heart has a mistake.',
      ),
    freeze: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Parts of the model that do not train, by the names that `plan` shows: `encoder`, `encoder.layer*`.'),
    unfreeze_at: period.optional().describe('When the parts in `freeze` begin to train; by default they never do.'),
    frozen_batch_norm: z
      .enum(['fixed', 'updating'])
      .default('fixed')
      .describe(
        'What batch norm does in the parts in `freeze`: `fixed` normalises by its running statistics and keeps ' +
          'them, `updating` normalises by the batch and goes on counting.',
      ),
  })
  .refine(({ freeze, unfreeze_at }) => freeze !== undefined || unfreeze_at === undefined, {
    path: ['unfreeze_at'],
    message: 'expected `train.freeze` beside it, which says what is frozen until then',
  })
  .describe('How long to train, and how often to validate, save and log.');
export type TrainSection = z.output<typeof trainSection>;
export type EarlyStopping = z.output<typeof earlyStopping>;
export type ClipGradients = z.output<typeof clipGradients>;
