import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { buildDataset } from '../build-dataset.ts';
import type { CliContext } from '../context.ts';
import { loadFile, withPlace, withPlaces } from '../load.ts';
import { countOption, jsonOption, pluginsOption, setOption } from '../options.ts';
import { problemsJson } from '../report/problems.ts';
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
      'Look at the data before training: a contact sheet of training samples before and after augmentation, ' +
        'and figures of every split.',
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
  const { filesLine } = await import('../../data/prepare/report-data.ts');
  const { findings } = await import('../../data/survey/findings.ts');
  const { skipWarnings, surveyFigures, surveyTable } = await import('../report/survey.ts');
  const bad = Object.values(surveys).flatMap((split) => split.problems);
  const skips = experiment.loader.on_bad_sample === 'skip';
  const found = findings(surveys, dataset, skips);
  const problems = found.problems.map((problem) => withPlace(problem, loaded));
  const warnings = [...found.warnings, ...(skips ? skipWarnings(bad) : [])];
  const { files } = await filesLine(dataset);
  const splits = surveyFigures(surveys, dataset.classes.length);
  if (options.json)
    context.data(
      JSON.stringify({
        classes: dataset.classes,
        ...(files && { files }),
        splits,
        warnings,
        problems: problemsJson(problems, context),
      }),
    );
  else {
    context.out(surveyTable(surveys, dataset.classes, context.columns()));
    if (files !== undefined) context.out(`\n${files}`);
  }
  for (const warning of warnings) context.err(`warning: ${warning}`);
  if (bad.length > 0 && !skips) throw new TesseraError(problems);

  const { previewSheet } = await import('../preview-sheet.ts');
  const output = resolve(context.workingDirectory, options.output ?? join('runs', `${experiment.name}-preview.png`));
  const sheet = await withPlaces(loaded, () =>
    previewSheet(dataset, augmentations, { count: options.samples, seed: experiment.seed }),
  );
  await makeFolder(dirname(output));
  await writeFile(output, sheet);
  context.err(`Contact sheet: ${output}`);
  // The sheet shows what is wrong with masks that can be read.
  if (problems.length > 0) throw new TesseraError(problems);
  return exitCodes.done;
}
