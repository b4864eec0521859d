/** What a run logs under one tag, or under all tags of one form. */
export interface TagRow {
  /** As TensorBoard shows it. A part in angle brackets stands for any text. */
  readonly tag: string;
  readonly kind: 'scalar' | 'image' | 'histogram' | 'precision-recall curve' | 'text' | 'scalar or image';
  /** What the tag's axis counts, or when it is logged. */
  readonly step: string;
  /** Empty where there is none. */
  readonly unit: string;
  readonly description: string;
  /** The key of `log` that switches it off; absent for what is always logged. */
  readonly key?: string;
}

const everyStep = 'optimizer steps, at each logged step';
const validations = 'optimizer steps, at each validation';
const tested = 'optimizer steps of the tested checkpoint';
const attempts = 'optimizer steps at the beginning of each attempt';

/** Everything that a run logs, in the order in which a tag is looked up. The docs have this table. */
export const tagTable: readonly TagRow[] = [
  scalar('train/loss', everyStep, '', "The training loss of the step's batches, as the network was before the step."),
  scalar('val/loss', validations, '', 'The loss over the validation split.'),
  scalar('test/loss', tested, '', 'The loss over the test split.'),
  scalar('train/auxiliary_loss', everyStep, '', 'What auxiliary heads add to the loss, times their weights.'),
  scalar(
    '<split>/loss/<name>',
    'as `<split>/loss`',
    '',
    'A part of the loss, or a loss that is evaluated beside it (`log.losses`).',
  ),
  scalar('<split>/<metric>', 'as `<split>/loss`', '0 to 1', 'A metric of the experiment, by its name.'),
  scalar(
    'best/val/<name>',
    'optimizer steps, at each validation that is the best so far',
    '',
    'The same figure at the best validation so far, so the last value is the best.',
  ),
  scalar(
    'class/<metric>/<class>',
    validations,
    '0 to 1',
    'A metric over the validation split, for one class.',
    'per_class',
  ),
  scalar('epoch/loss', 'epochs', '', 'The mean of the training loss over the images of an epoch.', 'epoch_loss'),
  scalar(
    'lr',
    everyStep,
    '',
    'The learning rate of the optimizer, with the factor of the scheduler.',
    'learning_rates',
  ),
  scalar('lr/<group>', everyStep, '', 'The learning rate of a group that has its own.', 'learning_rates'),
  scalar(
    'norm/gradients',
    everyStep,
    '',
    'The Euclidean norm of all gradients together, before they are clipped.',
    'norms',
  ),
  scalar(
    'norm/gradients/<part>',
    everyStep,
    '',
    'The Euclidean norm of the gradients of one part of the network.',
    'norms',
  ),
  scalar('norm/weights', everyStep, '', 'The Euclidean norm of all weights that train, after the step.', 'norms'),
  scalar('norm/weights/<part>', everyStep, '', 'The same of one part of the network.', 'norms'),
  scalar(
    'time/images_per_second',
    everyStep,
    'images per second',
    'Throughput since the logged step before. Validation and saving are not in it.',
    'times',
  ),
  scalar('time/step_seconds', everyStep, 'seconds', 'The time of an optimizer step, waiting included.', 'times'),
  scalar('time/data_wait', everyStep, '0 to 1', 'The share of that time which was spent waiting for batches.', 'times'),
  scalar('time/memory_mib', everyStep, 'MiB', 'The memory that the process holds.', 'times'),
  scalar(
    'seeds/<figure>/<bound>',
    'as the figure',
    '',
    "In a sweep's own folder: `mean` of a figure over runs that differ in their seed only, and `low` and " +
      '`high`, one standard deviation below and above.',
  ),
  scalar(
    'pruned',
    'the optimizer step at which it was stopped',
    '',
    "The validation, from 1, at which a sweep's pruner stopped the run; absent from all other runs.",
  ),
  histogram('weights/<parameter>', 'The distribution of a parameter that trains, after the step.'),
  histogram('gradients/<parameter>', 'The distribution of its gradient, before it is clipped.'),
  {
    tag: 'pr/<split>/<class>',
    kind: 'precision-recall curve',
    step: 'as `<split>/loss`',
    unit: 'pixels',
    description:
      'Precision and recall of a class at thresholds of its score, over pixels that are spread evenly over each ' +
      'image: up to 4,096 of each, and fewer where the validation split has many images (65,536 of all together, but ' +
      'at least 256 of each).',
    key: 'pr_curves',
  },
  image(
    'panel/<sample>',
    validations,
    'A validation sample: image, ground truth and prediction. Ignored pixels are white.',
    'panel_samples',
  ),
  image(
    'error/<sample>',
    validations,
    'The same sample with the pixels in red that are predicted wrong. Ignored pixels are white.',
    'error_maps',
  ),
  image(
    'confusion/<split>',
    'as `<split>/loss`',
    'The confusion matrix over all pixels: rows are actual classes, columns predicted ones, in percent of the row.',
    'confusion_matrix',
  ),
  image(
    'worst/<rank> <sample>',
    tested,
    'A sample with one of the lowest scores, the mean IoU of its classes: image, ground truth and prediction.',
    'worst_and_best',
  ),
  image(
    'best/<rank> <sample>',
    tested,
    'A sample with one of the highest scores: image, ground truth and prediction.',
    'worst_and_best',
  ),
  {
    tag: 'plugin/<split>/<component>/<name>',
    kind: 'scalar or image',
    step: 'as `<split>/loss`',
    unit: '',
    description:
      'What a component of a plugin logs of its own: `loss`, `loss/<name>` of a sum, `model`, `optimizer`, or ' +
      'a metric by its name. Images only in `val` and `test`.',
  },
  text('config', 'at the beginning', 'The experiment, as the run keeps it in `config.yaml`.'),
  text('classes', 'at the beginning', 'The classes and their colours.'),
  text('skipped_samples', 'at the beginning', 'Samples that cannot be read, with the reasons.'),
  text('pruned_why', 'where it was stopped', "Why a sweep's pruner stopped the run."),
  text('command', attempts, 'The command line.', 'provenance'),
  text('environment', attempts, 'Machine, engine and versions.', 'provenance'),
  text('git', attempts, "Commit, branch and whether the project's files differ from it.", 'provenance'),
  text('diff', attempts, 'The difference to the commit.', 'provenance'),
];

/** The row of a tag, such as `val/iou/macro/image`. */
export function tagRow(tag: string): TagRow | undefined {
  return tagTable.find((row) => expressionOf(row.tag).test(tag));
}

/**
 * What TensorBoard shows beside a tag, as Markdown: what it is, its unit and its steps.
 * @param describeMetric what a metric is, by its type, if that is known
 */
export function describeTag(
  tag: string,
  describeMetric: (type: string) => string | undefined = () => undefined,
): string | undefined {
  const row = tagRow(tag);
  if (!row) return undefined;
  const type = metricIn(row, tag);
  const metric = type === undefined ? undefined : describeMetric(type);
  return [
    row.description,
    ...(metric === undefined ? [] : [metric]),
    ...(row.unit === '' ? [] : [`Unit: ${row.unit}.`]),
    `Step: ${row.step.replaceAll('<split>', splitIn(tag))}.`,
  ].join(' ');
}

/** The table as Markdown, for the docs. */
export function tagReference(): string {
  const cell = (value: string) => (value === '' ? '' : `\`${value}\``);
  const rows = tagTable.map(
    ({ tag, kind, step, unit, description, key }) =>
      `| \`${tag}\` | ${kind} | ${description} | ${unit} | ${step} | ${cell(key ?? '')} |`,
  );
  return [
    '| tag | kind | what it is | unit | step | key of `log` |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const expressions = new Map<string, RegExp>();

/** `<split>` is one of the three, any other part in brackets any text. */
function expressionOf(tag: string): RegExp {
  const known = expressions.get(tag);
  if (known) return known;
  const source = tag.replaceAll(/<(\w+)>/g, (_, name: string) => (name === 'split' ? '(?:train|val|test)' : '.+'));
  const expression = new RegExp(`^${source}$`);
  expressions.set(tag, expression);
  return expression;
}

function splitIn(tag: string): string {
  return /(?:^|\/)(train|val|test)(?:\/|$)/.exec(tag)?.[1] ?? '<split>';
}

/** `iou` of `val/iou/macro/image` and of `class/iou/macro/image/cat`. */
function metricIn(row: TagRow, tag: string): string | undefined {
  return row.tag.includes('<metric>') ? tag.split('/')[1] : undefined;
}

function scalar(tag: string, step: string, unit: string, description: string, key?: string): TagRow {
  return { tag, kind: 'scalar', step, unit, description, ...(key !== undefined && { key }) };
}

function image(tag: string, step: string, description: string, key: string): TagRow {
  return { tag, kind: 'image', step, unit: '', description, key };
}

function histogram(tag: string, description: string): TagRow {
  return {
    tag,
    kind: 'histogram',
    step: 'optimizer steps, at the interval `log.histograms`',
    unit: '',
    description,
    key: 'histograms',
  };
}

function text(tag: string, step: string, description: string, key?: string): TagRow {
  return { tag, kind: 'text', step, unit: '', description, ...(key !== undefined && { key }) };
}
