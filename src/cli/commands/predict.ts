import { relative, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import { unlessAborted } from '../../core/unless-aborted.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { PredictedPhotos } from '../../predict/predict-photos.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { loadOptions } from '../load-options.ts';
import { countOption, imageSize, jsonOption, runsOption, wholeNumber } from '../options.ts';
import { problemsJson } from '../report/problems.ts';
import type { DefineCommand } from './index.ts';

interface PredictOptions {
  readonly output?: string;
  readonly runs: string;
  readonly checkpoint?: string;
  readonly size?: ImageSize;
  readonly tile?: number;
  readonly overlap?: number;
  readonly tta?: string;
  readonly values: 'classes' | 'dataset';
  readonly probabilities?: boolean;
  readonly batchSize: number;
  readonly workers?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

const help = `
Photos: files, folders (with all folders in them), lists (files ending in .txt with a path in each line), and - for a list
on standard input. Paths in lists are relative to the working directory.

What is written, at the size and in the orientation in which viewers show the photo:
  labels/<name>.png          the class of each pixel, as an index of a palette with the classes' colours
  overlays/<name>.png        the photo under these colours
  probabilities/<name>.npy   float32 [height, width, classes], with --probabilities
  predictions.jsonl          for each photo: size, share and mean confidence of each class, seconds
<name> is the photo's path within the folder that was named. Where two photos would share a name, both get a longer one.

The way there, the same as in \`tessera test\` with evaluate_at: original: the photo is resized as in training, but never
cropped, and padded to a size that the network takes; the logits of the photo's part are resized bilinearly to the
photo's size; the largest decides.

What has its line and its files is kept; started again, the command goes on. A photo that can't be read is named and
skipped, and the exit code is then 1.`;

export const definePredict: DefineCommand = (command, context, exit) => {
  command
    .name('predict')
    .description('Segment photos with a trained network.')
    .argument(
      '<run>',
      'a run (its folder, its name, the beginning of it, its id), a checkpoint file, or an exported model',
    )
    .argument('<photos...>', 'photos, folders, lists of photos, or - for a list on standard input')
    .option('--output <folder>', 'where answers go; by default <run>/predictions')
    .addOption(runsOption())
    .option('--checkpoint <name>', 'best (the default), last, epoch-3, ..., or a file')
    .option(
      '--size <size>',
      'resize photos to this size instead of that of the training: 384, or 384x512 (height x width)',
      imageSize,
    )
    .addOption(countOption('--tile <pixels>', 'see photos in square tiles of this size at their own resolution'))
    .addOption(
      command
        .createOption(
          '--overlap <pixels>',
          'what neighbouring tiles share at least; their logits are blended there (default: 64)',
        )
        .argParser(wholeNumber),
    )
    .option('--tta <what>', 'average over versions of each input: flips, scales (0.75, 1, 1.25), or flips,scales')
    .addOption(
      command
        .createOption(
          '--values <which>',
          "what label PNGs store: indices of classes, or the values of the dataset's own masks",
        )
        .choices(['classes', 'dataset'])
        .default('classes'),
    )
    .option('--probabilities', 'also write the probability of each class')
    .addOption(countOption('--batch-size <n>', 'images of one size that the network takes at a time').default(4))
    .addOption(
      command
        .createOption(
          '--workers <n>',
          'threads that decode photos and write files; 0 uses none (default: as many as are worth it)',
        )
        .argParser(wholeNumber),
    )
    .option('--force', 'write answers again that are there')
    .addOption(jsonOption('print what was done as JSON'))
    .addHelpText('after', help)
    .action(async (run: string, photos: string[], options: PredictOptions) =>
      exit(await predict(run, photos, options, context)),
    );
};

async function predict(
  name: string,
  names: readonly string[],
  options: PredictOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { workingDirectory } = context;
  const { openModel } = await import('../../inference/open-model.ts');
  const { predictWith } = await import('../../inference/predict-with.ts');
  const { findPhotos } = await import('../../predict/photos/find-photos.ts');
  const { parseTta } = await import('../../predict/tta.ts');
  const { predictReporter } = await import('../report/predict-reporter.ts');
  const tta = options.tta === undefined ? undefined : parseTta(options.tta);
  const model = await openModel(name, { ...(await loadOptions(context)), ...options });
  const reporter = predictReporter(context);
  try {
    for (const change of (await model.changes?.()) ?? []) context.err(`changed     ${change}`);
    const output = outputOf(model.directory, options.output, context);
    const { photos, leftOut } = await findPhotos(names, {
      workingDirectory,
      without: output,
      readInput: context.readInput,
    });
    if (leftOut > 0)
      context.err(
        `note: ${leftOut} ${leftOut === 1 ? 'file' : 'files'} in these folders ` +
          `${leftOut === 1 ? 'is no photo' : 'are no photos'}`,
      );
    const done = await withInterrupt(
      context,
      (signal) =>
        unlessAborted(predictWith(model, { ...options, tta, photos, output, observer: reporter, signal }), signal),
      'Stopping. What is answered stays, and the same command goes on from there.',
    );
    reporter.close();
    if (!done) return exitCodes.interrupted;
    const shown = relative(workingDirectory, output) || '.';
    const bad = done.bad.map((photo) => ({ ...photo, problems: problemsJson(photo.problems, context) }));
    if (options.json) context.data(toJson({ output: shown, ...done, bad }));
    else for (const line of summary(done, shown)) context.out(line);
    return done.bad.length > 0 ? exitCodes.runFailed : exitCodes.done;
  } finally {
    reporter.close();
    await model.close();
  }
}

function outputOf(run: string | undefined, output: string | undefined, { workingDirectory }: CliContext): string {
  if (output !== undefined) return resolve(workingDirectory, output);
  if (run !== undefined) return resolve(run, 'predictions');
  throw new TesseraError({
    code: 'bad-argument',
    message: "expected `--output <folder>` with a file that lies in no run's folder",
    hints: ['such as `--output predictions`'],
  });
}

function summary({ answered, kept, bad }: PredictedPhotos, output: string): string[] {
  const photos = (count: number) => `${count} ${count === 1 ? 'photo' : 'photos'}`;
  const before =
    kept === 0 ? '' : `; ${kept} more ${kept === 1 ? 'was' : 'were'} there already (--force writes them again)`;
  return [
    `Predicted ${photos(answered)} into ${output}${before}`,
    ...(bad.length === 0 ? [] : [`Skipped ${photos(bad.length)}:`]),
    ...bad.flatMap(({ problems }) => problems.map(({ message }) => `  ${message}`)),
  ];
}
