import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { buildDataset } from '../build-dataset.ts';
import type { CliContext } from '../context.ts';
import { loadFile, withPlace, withPlaces } from '../load.ts';
import { countOption, jsonOption, pluginsOption, setOption } from '../options.ts';
import { surveyWithProgress } from '../survey.ts';
import type { DefineCommand } from './index.ts';

interface PreviewOptions {
  readonly set?: readonly string[];
  readonly plugins: boolean;
  readonly samples: number;
  readonly output?: string;
  readonly json?: boolean;
}

export const definePreview: DefineCommand = (command, context, exit) => {
  command
    .name('preview')
    .description(
      'Look at the data before training: a contact sheet of training samples before and after augmentation, and figures of every split.',
    )
    .argument('<file>', 'experiment, such as experiments/quickstart.yaml')
    .addOption(pluginsOption())
    .addOption(setOption('override a key, such as --set dataset.image_size=128'))
    .addOption(countOption('--samples <n>', 'samples on the sheet').default(8))
    .option('--output <file>', 'where the sheet goes; by default runs/<name>-preview.png')
    .addOption(jsonOption('print the figures as JSON'))
    .action(async (file: string, options: PreviewOptions) => exit(await preview(file, options, context)));
};

async function preview(file: string, options: PreviewOptions, context: CliContext): Promise<ExitCode> {
  const loaded = await loadFile(file, context, options.set, options.plugins);
  const { experiment, registry } = loaded;
  const dataset = await buildDataset(loaded, context);
  if (!dataset) return exitCodes.interrupted;
  const base = { seed: experiment.seed, workingDirectory: context.workingDirectory };
  const augmentations = await Promise.all(
    experiment.augmentations.map((item) => registry.build('augmentation', item, base)),
  );

  const surveys = await surveyWithProgress(dataset, context);
  await dataset.storage.close();
  const { capped } = await import('../../data/prepare/data-problems.ts');
  const { skipWarnings, surveyFigures, surveyTable, surveyWarnings } = await import('../report/survey.ts');
  const bad = Object.values(surveys).flatMap((split) => split.problems);
  const skips = experiment.loader.on_bad_sample === 'skip';
  const problems = skips ? [] : bad.map((problem) => withPlace(problem, loaded));
  const warnings = [...surveyWarnings(surveys, dataset.classes), ...(skips ? skipWarnings(bad) : [])];
  if (options.json)
    context.out(JSON.stringify({ classes: dataset.classes, splits: surveyFigures(surveys), warnings, problems }));
  else context.out(surveyTable(surveys, dataset.classes));
  for (const warning of warnings) context.err(`warning: ${warning}`);
  if (problems.length > 0) throw new TesseraError(capped(problems));

  const { previewSheet } = await import('../preview-sheet.ts');
  const output = resolve(context.workingDirectory, options.output ?? join('runs', `${experiment.name}-preview.png`));
  const sheet = await withPlaces(loaded, () =>
    previewSheet(dataset, augmentations, { count: options.samples, seed: experiment.seed }),
  );
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, sheet);
  context.err(`Contact sheet: ${output}`);
  return exitCodes.done;
}
