import { z } from 'zod';
import type { SlotSchema } from '../src/registry/component.ts';
import { loggedLosses } from './loss.ts';
import { period } from './period.ts';

export function logSection(slot: SlotSchema) {
  return z
    .strictObject({
      panel_samples: z
        .int()
        .nonnegative()
        .default(4)
        .describe('Number of validation samples that are drawn as image, ground truth and prediction.'),
      error_maps: on('Whether the same samples are drawn with the pixels marked that are predicted wrong.'),
      confusion_matrix: on('Whether each validation and the test draw their confusion matrix.'),
      per_class: on('Whether each validation logs the figures of each class beside those over all classes.'),
      pr_curves: on('Whether each validation and the test log a precision-recall curve for each class.'),
      worst_and_best: z
        .int()
        .nonnegative()
        .default(4)
        .describe(
          'How many of the samples with the lowest scores the test at the end draws, and how many of those ' +
            'with the highest.',
        ),
      evaluation: on(
        'Whether the test at the end leaves the scores of each sample, tables and images in `evaluations/end/` ' +
          'of the run.',
      ),
      learning_rates: on('Whether the learning rate is logged, and that of each group which has its own.'),
      norms: on('Whether the norms of gradients and weights are logged, of all together and of each part.'),
      histograms: z
        .union([z.literal(false), period])
        .default({ epochs: 1 })
        .describe(
          'How often the distribution of each parameter and of its gradient is logged: `{epochs: N}`, `{steps: ' +
            'N}`, or `false` for never.',
        ),
      times: on('Whether throughput, time of a step, waiting for data and memory are logged.'),
      epoch_loss: on('Whether the mean of the training loss over each epoch is logged.'),
      graph: on('Whether the network is logged as a graph.'),
      provenance: on("Whether command, environment, git's state and the difference to its commit are logged as text."),
      leaderboard: on(
        'Whether the run adds a line to `leaderboard.tsv` in the folder of runs when it is complete or has failed.',
      ),
      losses: loggedLosses(slot),
      loggers: z
        .array(slot('logger'))
        .prefault([{ type: 'tensorboard' }, { type: 'json-lines' }])
        .describe('Where scalars, panels and text are written. Each logger gets all of them.'),
    })
    .describe('What a run logs while it trains, and where.');
}
export type LogSection = z.output<ReturnType<typeof logSection>>;

function on(what: string) {
  return z.boolean().default(true).describe(what);
}
