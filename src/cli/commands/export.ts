import { join, parse, relative, resolve } from 'node:path';
import { type ExitCode, exitCodes, messageOf, TesseraError } from '../../core/errors/index.ts';
import { exists } from '../../core/exists.ts';
import { toJson } from '../../core/json.ts';
import { unlessAborted } from '../../core/unless-aborted.ts';
import type { ImageSize } from '../../data/sample.ts';
import { type ImageInput, imageInputs, type ModelOutput, modelOutputs } from '../../export/form.ts';
import type { Trained } from '../../trained/trained.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { needsPlace, openTrainedNamed } from '../load.ts';
import { countOption, imageSize, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

const formats = ['onnx', 'safetensors'] as const;

interface ExportOptions {
  readonly to: (typeof formats)[number];
  readonly runs: string;
  readonly file?: string;
  readonly checkpoint?: string;
  readonly input: ImageInput;
  readonly output: ModelOutput;
  readonly size?: readonly ImageSize[];
  readonly photos: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const defineExport: DefineCommand = (command, context, exit) => {
  command
    .name('export')
    .description(
      'Write the network of a run as one file for other programs: an ONNX model, which is run and compared ' +
        'with the run before it is left, or weights for PyTorch.',
    )
    .argument('<run>', 'a run (its folder, its name, the beginning of it, its id), or a checkpoint file')
    .addOption(
      command
        .createOption(
          '--to <format>',
          'onnx: a model of standard operators; safetensors: the state dict as PyTorch has it',
        )
        .choices(formats)
        .makeOptionMandatory(),
    )
    .addOption(runsOption())
    .option('--file <path>', 'where it goes; by default exports/<name>.<format> in the run')
    .option('--checkpoint <name>', 'best (the default), last, epoch-3, ..., or a file')
    .addOption(
      command
        .createOption('--input <type>', 'uint8: RGB from 0 to 255, normalised by the model; float: normalised already')
        .choices(imageInputs)
        .default('uint8'),
    )
    .addOption(
      command
        .createOption('--output <what>', 'logits: a number for each class; labels: the class of each pixel')
        .choices(modelOutputs)
        .default('logits'),
    )
    .addOption(
      command
        .createOption(
          '--size <size>',
          'a model for images of this size only: 384, or 384x512 (height x width; repeatable: a file for each)',
        )
        .argParser((text, previous: readonly ImageSize[] = []) => [...previous, imageSize(text)]),
    )
    .addOption(
      countOption('--photos <n>', 'photos of the test split on which the model is compared with the run').default(8),
    )
    .option('--force', 'replace a file that is there')
    .addOption(jsonOption('print what was written as JSON'))
    .action(async (run: string, options: ExportOptions) => exit(await exportRun(run, options, context)));
};

async function exportRun(name: string, options: ExportOptions, context: CliContext): Promise<ExitCode> {
  const trained = await openTrainedNamed(name, options, context);
  return options.to === 'onnx' ? exportModels(trained, options, context) : exportWeights(trained, options, context);
}

async function exportModels(trained: Trained, options: ExportOptions, context: CliContext): Promise<ExitCode> {
  const { exportOnnx } = await import('../../export/export-onnx.ts');
  const { createProgress } = await import('../report/progress.ts');
  const { exportedModelLines } = await import('../report/export.ts');
  const progress = createProgress(context);
  const observer = {
    compared: (done: number, total: number) => progress.update('comparing', done, total, ''),
    failedLater: (error: unknown) => progress.log(`also failed: ${messageOf(error)}`),
  };
  const { input, output, photos, size: sizes } = options;
  const fileFor = (taken: 'free' | ImageSize) =>
    freePath(trained, options, context, taken === 'free' ? undefined : taken);
  try {
    const models = await withInterrupt(
      context,
      (signal) =>
        unlessAborted(
          exportOnnx(trained, {
            input,
            output,
            photos,
            ...(sizes && { sizes }),
            fileFor,
            observer,
            signal,
          }),
          signal,
        ),
      'Stopping after this batch.',
    );
    progress.close();
    if (!models) return exitCodes.interrupted;
    const shown = models.map((model) => ({ ...model, file: relative(context.workingDirectory, model.file) }));
    if (options.json) context.data(toJson(shown));
    else context.out(shown.map(exportedModelLines).join('\n\n'));
    return exitCodes.done;
  } finally {
    progress.close();
  }
}

async function exportWeights(trained: Trained, options: ExportOptions, context: CliContext): Promise<ExitCode> {
  const { exportSafetensors } = await import('../../export/export-safetensors.ts');
  const { exportedWeightsLines } = await import('../report/export.ts');
  const file = await freePath(trained, options, context);
  const written = await exportSafetensors(trained, file);
  const shown = { ...written, file: relative(context.workingDirectory, file) };
  if (options.json) context.data(toJson(shown));
  else context.out(exportedWeightsLines(shown));
  return exitCodes.done;
}

/** Where a file goes, for images of one size or of all. @throws TesseraError `bad-argument` if one is there already */
async function freePath(
  trained: Trained,
  { to, input, output, file, force }: ExportOptions,
  { workingDirectory }: CliContext,
  size?: ImageSize,
): Promise<string> {
  const form = to === 'onnx' ? [input === 'float' ? '-float' : '', output === 'labels' ? '-labels' : ''].join('') : '';
  if (file === undefined && !trained.run) throw needsPlace('file', trained);
  const named = file ?? join(trained.run!.run.path, 'exports', `${trained.name}${form}.${to}`);
  const { dir, name, ext } = parse(resolve(workingDirectory, named));
  const path = join(dir, `${name}${size ? `-${size.height}x${size.width}` : ''}${ext}`);
  if (force || !(await exists(path))) return path;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a file that isn't there yet, got ${relative(workingDirectory, path)}`,
    hints: ['replace it: `--force`', 'write another one: `--file <path>`'],
  });
}
