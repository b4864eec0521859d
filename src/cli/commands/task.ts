import { InvalidArgumentError } from 'commander';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { numberRanges, parseNumberRanges } from '../../core/number-ranges.ts';
import type { CliContext } from '../context.ts';
import { countOption, forceOption, jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface TaskOptions {
  readonly index: readonly number[];
  readonly jobs: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

const codes = `
Exit codes:
  0    done: the point is complete, or all of them are
  1    the run failed, and would again
  2    the input is wrong, and stays so
  75   saved and ended before its time: start it again, here or elsewhere, and it goes on

SIGTERM saves and ends with 75. SIGUSR2 does too, and asks the scheduler to start the task again.`;

export const defineTask: DefineCommand = (command, context, exit) => {
  command
    .name('task')
    .description('Run points of a sweep that was submitted, on whatever machine this is. A launcher calls it.')
    .argument('<manifest>', "the sweep's jobs/manifest.json")
    .addOption(
      command
        .createOption(
          '--index <list>',
          'numbers of the points, such as 7 or 1-5,7; others may run them too, each is run by one',
        )
        .argParser(indexes)
        .makeOptionMandatory(),
    )
    .addOption(countOption('--jobs <n>', 'points that run at a time').default(1))
    .addOption(forceOption())
    .addOption(jsonOption('print what happens as JSON, one event per line; the last one has the result'))
    .addHelpText('after', codes)
    .action(async (manifest: string, options: TaskOptions) => exit(await task(manifest, options, context)));
};

function indexes(text: string): number[] {
  const list = parseNumberRanges(text);
  if (list) return list;
  throw new InvalidArgumentError('Expected whole numbers from 1, such as 7 or 1-5,7.');
}

async function task(file: string, { index, jobs, force, json }: TaskOptions, context: CliContext): Promise<ExitCode> {
  const { readManifest, sweepOf } = await import('../../jobs/manifest.ts');
  const { runTasks } = await import('../../jobs/run-tasks.ts');
  const { localLauncher } = await import('../../launch/local.ts');
  const { selfCommand } = await import('../../launch/self.ts');
  const { pointWorker } = await import('../../launch/worker.ts');
  const { createSweepReporter } = await import('../report/sweep-reporter.ts');
  const { eventLine } = await import('../../events/event-line.ts');
  const { alsoAsEvents } = await import('../../events/sweep-events.ts');
  const { sweepJson } = await import('../../sweep/results.ts');
  const { launcherOf } = await import('../launcher-of.ts');
  const manifest = await readManifest(file);
  const threads = Number(context.environment['TESSERA_THREADS']) || undefined;
  const { event } = context;
  const reporter = createSweepReporter(context);
  const observer = event ? alsoAsEvents(reporter, (each) => event(eventLine(each))) : reporter;
  const end = await runTasks(sweepOf(file), manifest, index, {
    atOnce: jobs,
    force,
    threads,
    tessera: selfCommand,
    worker: selfCommand([pointWorker]),
    processes: localLauncher(),
    // A plugin's launcher looks at the exit code.
    launcher: await launcherOf(manifest.launch, context).catch(() => ({})),
    async searchIn(experiment) {
      const { loadExperiment } = await import('../../config/index.ts');
      const { loadOptions } = await import('../load-options.ts');
      const { sourceOf: sourceIn } = await import('../../sweep/source-of.ts');
      const { workingDirectory } = context;
      return sourceIn(await loadExperiment(experiment, await loadOptions(context)), workingDirectory);
    },
    observer,
    onInterrupt: (listener) => context.onInterrupt(listener),
    onSave: (listener) => context.onSave(listener),
  }).finally(() => observer.closed());
  if (end.startsAgain) context.err('The scheduler starts it again later; it goes on where it stopped.');
  else if (end.exitCode === exitCodes.tryAgain)
    context.err(`Not complete. To go on: tessera task ${file} --index ${numberRanges(index)}`);
  if (json) {
    const status =
      end.exitCode === exitCodes.done ? 'completed' : end.exitCode === exitCodes.tryAgain ? 'interrupted' : 'failed';
    context.data(eventLine({ event: 'end', of: 'sweep', status, ...sweepJson(sweepOf(file), end.points) }));
  }
  return end.exitCode;
}
