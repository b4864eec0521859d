import type { LoadedExperiment } from '../../config/index.ts';
import type { RunObserver } from '../../train/observer.ts';
import type { RunInput, RunOutcome } from '../../train/run.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { withPlaces } from '../load.ts';
import type { RunOptions } from './options.ts';

/** What differs between a new run and one that goes on. */
export type Prepared = Omit<RunInput, 'observer' | 'signal' | 'force' | 'onSave' | 'workingDirectory' | 'command'>;

/** Trains a run, and shows how it goes. @param watch is told too */
export async function train(
  loaded: LoadedExperiment,
  prepared: Prepared,
  { force, pruner }: Pick<RunOptions, 'force' | 'pruner'>,
  context: CliContext,
  watch: Partial<RunObserver> = {},
): Promise<RunOutcome> {
  const { runExperiment } = await import('../../train/run.ts');
  const { createRunReporter } = await import('../report/run-reporter.ts');
  const { alsoTell } = await import('../../train/observer.ts');
  const { runEvents } = await import('../../events/run-events.ts');
  const { eventLine } = await import('../../events/event-line.ts');
  const { alsoInAttemptLog } = await import('../report/attempt-log-reporter.ts');
  const reporter = alsoInAttemptLog(createRunReporter(context), context);
  const { event } = context;
  const events = event && !prepared.smoke ? runEvents((each) => event(eventLine(each))) : {};
  const observer = alsoTell(alsoTell(reporter, events), watch);
  try {
    const { workingDirectory } = context;
    const onSave = (listener: () => void) =>
      context.onSave(() => {
        context.err('Saving a checkpoint after this step.');
        listener();
      });
    const pruning = pruner === undefined ? undefined : await openPruner(pruner, loaded, prepared, context);
    const input = { ...prepared, force, pruning, workingDirectory, command: process.argv.slice(2), observer, onSave };
    return await withInterrupt(context, (signal) => withPlaces(loaded, () => runExperiment({ ...input, signal })));
  } finally {
    reporter.close();
  }
}

async function openPruner(
  file: string,
  { registry, experiment }: LoadedExperiment,
  { directory }: Prepared,
  { workingDirectory }: CliContext,
): Promise<RunInput['pruning']> {
  const { openPruning } = await import('../../sweep/pruning.ts');
  const { baseContext } = await import('../../registry/index.ts');
  const base = baseContext(experiment, workingDirectory);
  return openPruning(file, directory, (written) =>
    registry.build('pruner', registry.slot('pruner').parse(written), base),
  );
}
