import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TesseraError } from '../../errors/index.ts';
import type { Dataset, Sample } from '../../data/sample.ts';
import type { Augmentation } from '../../registry/index.ts';
import type { CliContext } from '../context.ts';
import { collect } from '../load-options.ts';
import { loadFile, withPlaces } from '../load.ts';
import { surveyWithProgress } from '../survey.ts';
import type { DefineCommand } from './index.ts';

interface PreviewOptions {
  readonly set?: readonly string[];
  readonly samples: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** How often each sample on the sheet is augmented. */
const AUGMENTED = 2;

export const definePreview: DefineCommand = (command, context) => {
  command
    .name('preview')
    .description('Look at the data before training: a contact sheet of training samples before and after augmentation, and figures of every split.')
    .argument('<file>', 'experiment, such as experiments/quickstart.yaml')
    .option('--set <key=value>', 'override a key, such as --set dataset.image_size=128 (repeatable)', collect)
    .option('--samples <n>', 'samples on the sheet', '8')
    .option('--output <file>', 'where the sheet goes; by default runs/<name>-preview.png')
    .option('--json', 'print the figures as JSON')
    .action((file: string, options: PreviewOptions) => preview(file, options, context));
};

async function preview(file: string, options: PreviewOptions, context: CliContext): Promise<void> {
  const count = sampleCount(options.samples);
  const loaded = await loadFile(file, context, options.set);
  const { experiment, registry } = loaded;
  const base = { seed: experiment.seed, workingDirectory: context.workingDirectory };
  const dataset = await withPlaces(loaded, () => registry.build('dataset', experiment.dataset, base));
  const augmentations = await Promise.all(experiment.augmentations.map((item) => registry.build('augmentation', item, base)));

  const surveys = await surveyWithProgress(dataset, context);
  const problems = Object.values(surveys).flatMap((split) => split.problems);
  const { surveyTable, surveyWarnings } = await import('../report/survey.ts');
  const warnings = surveyWarnings(surveys, dataset.classes);
  if (options.json) {
    const figures = Object.entries(surveys).map(([split, { pictures: _, problems: __, ...rest }]) => [split, rest]);
    context.out(JSON.stringify({ classes: dataset.classes, splits: Object.fromEntries(figures), warnings, problems }));
  } else {
    context.out(surveyTable(surveys, dataset.classes));
  }
  for (const warning of warnings) context.err(`warning: ${warning}`);
  if (problems.length > 0) throw new TesseraError(problems);

  const output = resolve(context.workingDirectory, options.output ?? join('runs', `${experiment.name}-preview.png`));
  await writeSheet(output, dataset, augmentations, { count, seed: experiment.seed });
  context.err(`Contact sheet: ${output}`);
}

function sampleCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new TesseraError({ code: 'bad-argument', message: `--samples is «${text}»; expected a number from 1` });
}

/** Samples spread evenly over the training split, as they are and as training sees them. */
async function writeSheet(
  output: string, dataset: Dataset, augmentations: readonly Augmentation[], { count, seed }: { count: number; seed: number },
): Promise<void> {
  const { resizedSource } = await import('../../data/resize-sample.ts');
  const { augmentSample } = await import('../../data/augment.ts');
  const { drawContactSheet } = await import('../../data/contact-sheet.ts');
  const { createRandom } = await import('../../random.ts');
  const source = resizedSource(dataset.splits.train, dataset.imageSize, dataset.interpolation);
  const shown = Math.min(count, source.length);
  const rows: Sample[][] = [];
  for (let position = 0; position < shown; position++) {
    const index = Math.floor((position * source.length) / shown);
    const sample = await source.read(index);
    const augmented = Array.from({ length: augmentations.length > 0 ? AUGMENTED : 0 }, (_, epoch) =>
      augmentSample(sample, augmentations, createRandom(seed, 'augment', epoch, index)),
    );
    rows.push([sample, ...augmented]);
  }
  if (rows.length === 0) throw new TesseraError({ code: 'empty-split', message: 'expected at least one sample in the split train, got none' });
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, await drawContactSheet(rows, dataset.classes));
}
