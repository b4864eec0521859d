import { toJson } from '../../core/json.ts';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { CurveComparison } from '../../runs/curves.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { openNamed, withPlaces } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ReproduceArguments {
  readonly runs: string;
  readonly into?: string;
  readonly acceptChanges?: boolean;
  readonly json?: boolean;
}

export const defineReproduce: DefineCommand = (command, context, exit) => {
  command
    .name('reproduce')
    .description('Train a run again, from its own copies of configuration and code, and compare every curve.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .option('--into <folder>', 'the folder of the new run; by default <run>.reproduced-1 beside the run')
    .option('--accept-changes', 'go on although configuration, weights or data are not those of the run')
    .addOption(runsOption())
    .addOption(jsonOption('print the comparison as JSON'))
    .action(async (run: string, args: ReproduceArguments) => exit(await reproduce(run, args, context)));
};

async function reproduce(name: string, args: ReproduceArguments, context: CliContext): Promise<ExitCode> {
  const trained = await openNamed(name, args.runs, context);
  const { reproduceRun } = await import('../../trained/reproduce.ts');
  const { createRunReporter } = await import('../report/run-reporter.ts');
  const reporter = createRunReporter(context);
  const observer = { ...reporter, differs: (what: string) => context.err(`differs     ${what}`) };
  const { into, acceptChanges = false } = args;
  try {
    const { directory, curves } = await withInterrupt(context, (signal) =>
      withPlaces(trained.loaded, () =>
        reproduceRun(trained, { into, acceptChanges, command: process.argv.slice(2), observer, signal }),
      ),
    );
    reporter.close();
    if (!curves) {
      context.err(`Interrupted; nothing was compared. It lies in ${directory}`);
      return exitCodes.interrupted;
    }
    const isEqual = curves.length > 0 && curves.every(({ first }) => first === undefined);
    if (args.json) context.data(toJson({ equal: isEqual, run: trained.run.path, directory, curves }));
    else report(curves, isEqual, trained.run.path, directory, context);
    return isEqual ? exitCodes.done : exitCodes.runFailed;
  } finally {
    reporter.close();
  }
}

function report(
  curves: readonly CurveComparison[],
  isEqual: boolean,
  before: string,
  directory: string,
  context: CliContext,
): void {
  const width = Math.max(5, ...curves.map(({ name }) => name.length));
  context.out(`${'curve'.padEnd(width)}  values`);
  for (const curve of curves)
    context.out(`${curve.name.padEnd(width)}  ${String(curve.points).padStart(6)}  ${describe(curve)}`);
  context.out('');
  const differing = curves.filter(({ first }) => first !== undefined).length;
  const verdict = isEqual
    ? `Equal: all ${curves.length} curves, bit by bit.`
    : curves.length === 0
      ? 'Not compared: the run has logged no scalar that can be read, and has no result.'
      : `Not equal: ${differing} of ${curves.length} curves differ.`;
  context.out(`${verdict} The run is ${before}, its repetition ${directory}`);
}

function describe({ first, largest }: CurveComparison): string {
  if (!first) return 'equal';
  const { step, before = 'none', now = 'none' } = first;
  const most = largest === undefined ? '' : `; at most ${largest.toPrecision(2)} apart`;
  return `differs from step ${step} on: ${before} then, ${now} now${most}`;
}
