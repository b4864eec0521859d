import { basename, extname, join, relative, resolve } from 'node:path';
import { splitNames, type SplitName } from '../../data/dataset.ts';
import { type ExitCode, exitCodes, messageOf } from '../../core/errors/index.ts';
import { sha256 } from '../../core/file-hash.ts';
import { toJson } from '../../core/json.ts';
import { unlessAborted } from '../../core/unless-aborted.ts';
import { tesseraVersion } from '../../core/version.ts';
import type { Evaluation } from '../../evaluations/evaluation.ts';
import type { TestObserver, TestOutcome } from '../../trained/test-run.ts';
import type { Trained } from '../../trained/trained.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { needsPlace, openTrainedNamed, withPlaces } from '../load.ts';
import { collect, jsonOption, runsOption, setOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface TestOptions {
  readonly runs: string;
  readonly split: SplitName;
  readonly checkpoint?: string;
  readonly dataset?: string;
  readonly set?: readonly string[];
  readonly map?: readonly string[];
  readonly tta?: string;
  readonly name?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const defineTest: DefineCommand = (command, context, exit) => {
  command
    .name('test')
    .description(
      'Evaluate a run on its test split, on another one, or on other data whose classes fit. Figures, a line ' +
        'for each photo and images go to evaluations/<name>/ of the run.',
    )
    .argument('<run>', 'a run (its folder, its name, the beginning of it, its id), or a checkpoint file')
    .addOption(runsOption())
    .addOption(command.createOption('--split <name>', 'the split to evaluate on').choices(splitNames).default('test'))
    .option('--checkpoint <name>', 'best (the default), last, epoch-3, ..., or a file')
    .option(
      '--dataset <file>',
      'other data: an experiment, of which the section `dataset` is taken, or a file that is one',
    )
    .addOption(setOption('change the data, such as --set dataset.root=data/night'))
    .addOption(
      command
        .createOption(
          '--map <class=class>',
          'what a class of the data counts as: a class of the run, or `ignore` (repeatable)',
        )
        .argParser(collect),
    )
    .option('--tta <what>', 'average over versions of each input: flips, scales (0.75, 1, 1.25), or flips,scales')
    .option('--name <name>', 'of the evaluation; by default made of data, split and checkpoint')
    .option('--output <folder>', 'where the evaluation goes; by default evaluations/<name>/ of the run')
    .option('--force', 'replace an evaluation that is there already')
    .addOption(jsonOption('print the figures as JSON'))
    .action(async (run: string, options: TestOptions) => exit(await test(run, options, context)));
};

async function test(name: string, options: TestOptions, context: CliContext): Promise<ExitCode> {
  const { split, force = false } = options;
  const { assertEvaluationName, evaluationExists, readEvaluation } = await import('../../evaluations/folder.ts');
  const { readCheckpointHeader } = await import('../../train/checkpoint.ts');
  if (options.name !== undefined) assertEvaluationName(options.name);
  const trained = await openTrainedNamed(name, options, context);
  const { parseTta } = await import('../../predict/tta.ts');
  const tta = options.tta === undefined ? undefined : parseTta(options.tta);
  const folder = await folderFor(trained, options, context);
  const existing = force ? undefined : await readEvaluation(folder);
  if (existing) {
    const { step } = (await readCheckpointHeader(trained.checkpoint.file)).progress;
    // What was asked for made the name, unless it was given.
    const isTheSame = options.name === undefined && options.output === undefined && existing.checkpoint.step === step;
    if (!isTheSame) throw evaluationExists(folder, existing);
    return showExisting(folder, existing, options, context);
  }
  const { assertCanMake } = await import('../../runs/check-folder.ts');
  await assertCanMake(folder);
  const { loadForTest } = await import('../../trained/load-for-test.ts');
  const { dataset, set = [] } = options;
  const data = await loadForTest(trained, { dataset, set });
  const started = performance.now();
  const tested = await withProgress(context, async (observer) => {
    const { testRun } = await import('../../trained/test-run.ts');
    return withInterrupt(
      context,
      (signal) =>
        withPlaces(data.loaded, () =>
          unlessAborted(testRun(trained, { split, data, map: options.map ?? [], tta, observer, signal }), signal),
        ),
      'Stopping after this batch.',
    );
  });
  if (!tested) return exitCodes.interrupted;

  const seconds = (performance.now() - started) / 1000;
  const evaluation = evaluationOf(trained, tested, { ...options, name: basename(folder), seconds });
  for (const change of tested.changes) context.err(`changed     ${change}`);
  const { writeEvaluation } = await import('../../evaluations/write-evaluation.ts');
  await writeEvaluation(folder, { ...tested, evaluation }, force);
  await show(folder, evaluation, options, context);
  return exitCodes.done;
}

/** The same was evaluated before, on the same checkpoint: its figures are there. */
async function showExisting(
  folder: string,
  evaluation: Evaluation,
  options: TestOptions,
  context: CliContext,
): Promise<ExitCode> {
  await show(folder, evaluation, options, context);
  context.err(
    `note: this was evaluated ${evaluation.createdAt}, and nothing was done now. Again: --force; beside it: ` +
      '--name <name>',
  );
  return exitCodes.done;
}

async function show(folder: string, evaluation: Evaluation, { json }: TestOptions, context: CliContext): Promise<void> {
  const { name, split, checkpoint, result, changes } = evaluation;
  const classes = evaluation.classes.map((one) => one.name);
  const shown = relative(context.workingDirectory, folder);
  if (json) {
    context.data(toJson({ name, folder: shown, split, checkpoint: checkpoint.name, classes, ...result, changes }));
    return;
  }
  const { resultsTable } = await import('../report/results.ts');
  context.out(resultsTable(split, classes, result, context.columns()));
  context.out(`\nEach photo's scores, the confusion matrix and the worst and best photos: ${join(shown, 'report.md')}`);
}

async function folderFor(trained: Trained, options: TestOptions, { workingDirectory }: CliContext): Promise<string> {
  if (options.output !== undefined) return resolve(workingDirectory, options.output);
  if (!trained.run) throw needsPlace('output', trained);
  const { evaluationsFolder } = await import('../../evaluations/folder.ts');
  const name = options.name ?? (await usualName(options, trained));
  return resolve(workingDirectory, trained.run.run.path, evaluationsFolder, name);
}

/** Different for all that can be asked for: `test`, `val-last`, `night-test`, `test-3fa2b1c0`. */
async function usualName(
  { dataset, split, tta = '', set = [], map = [] }: TestOptions,
  { checkpoint }: Trained,
): Promise<string> {
  const { evaluationName } = await import('../../evaluations/folder.ts');
  const asked = [...set, ...map.map((entry) => `map ${entry}`)];
  return evaluationName([
    dataset === undefined ? '' : basename(dataset, extname(dataset)),
    split,
    checkpoint.name === 'best' ? '' : basename(checkpoint.name, '.safetensors'),
    tta,
    asked.length === 0 ? '' : sha256(JSON.stringify(asked)).slice(0, 8),
  ]);
}

async function withProgress<T>(context: CliContext, work: (observer: TestObserver) => Promise<T>): Promise<T> {
  const { createProgress } = await import('../report/progress.ts');
  const progress = createProgress(context);
  try {
    return await work({
      prepared: (done, total) => progress.update('preparing data', done, total, ''),
      skipped: (sample) => progress.log(`skipped ${sample.name}: ${sample.problems[0]!.message}`),
      waiting: (whom) => progress.log(`waiting for ${whom}, which prepares the same data`),
      tested: (done, total) => progress.update('testing', done, total, ''),
      failedLater: (error) => progress.log(`also failed: ${messageOf(error)}`),
    });
  } finally {
    progress.close();
  }
}

function evaluationOf(
  { id, name: run, loaded, checkpoint }: Trained,
  tested: TestOutcome,
  { name, seconds, split, dataset, tta }: TestOptions & { readonly name: string; readonly seconds: number },
): Evaluation {
  const { classes, classMap, changes, step, scores, skipped, result, confusion } = tested;
  return {
    name,
    run: { id, name: run },
    createdAt: new Date().toISOString(),
    seconds,
    versions: { tessera: tesseraVersion() },
    checkpoint: { name: checkpoint.name, step },
    split,
    ...(dataset !== undefined && { dataset }),
    changes: [...changes],
    classes: classes.map((one) => ({ name: one.name, color: [...one.color] })),
    ...(tta !== undefined && { tta }),
    ...(classMap && { classMap: { ...classMap } }),
    loss: loaded.experiment.loss,
    photos: scores.length,
    skipped: [...skipped],
    result,
    confusion: confusion.map((row) => [...row]),
  };
}
