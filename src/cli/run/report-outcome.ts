import { dirname } from 'node:path';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { RunResult } from '../../runs/result.ts';
import type { RunOutcome } from '../../train/run.ts';
import type { CliContext } from '../context.ts';

/** Prints how a run ended. @param existing whether it had ended before */
export async function reportOutcome(
  outcome: RunOutcome,
  directory: string,
  { json, existing = false }: { readonly json?: boolean | undefined; readonly existing?: boolean },
  context: CliContext,
): Promise<ExitCode> {
  const { eventLine } = await import('../../events/event-line.ts');
  const resume = `tessera run --resume ${directory}`;
  if (outcome.status === 'interrupted') {
    const { status, step } = outcome;
    if (json) context.data(eventLine({ event: 'end', of: 'run', status, directory, existing, step, resume }));
    context.err(
      outcome.step === 0
        ? 'Interrupted before training started; nothing was written.'
        : `Interrupted after step ${outcome.step}; it is saved. To go on: ${resume}`,
    );
    return exitCodes.interrupted;
  }
  const { result } = outcome;
  if (json) {
    const { endEvents } = await import('../../events/run-events.ts');
    endEvents(
      (each) => (each.event === 'end' ? context.data : context.event)?.(eventLine(each)),
      directory,
      result,
      existing,
    );
    return exitCodes.done;
  }
  await tellResult(result, directory, context);
  return exitCodes.done;
}

/** Prints the figures of a complete run, and what to do with it. */
export async function tellResult(result: RunResult, directory: string, context: CliContext): Promise<void> {
  const { formatDuration } = await import('../report/format.ts');
  const { resultsTable } = await import('../report/results.ts');
  const { finalFigures } = await import('../../runs/result.ts');
  const { split, figures } = finalFigures(result);
  context.out(resultsTable(split, result.classes, figures, context.columns()));
  context.out('');
  if (result.endedBy) context.out(`Training was ended by train.${result.endedBy}, after step ${result.steps}.`);
  context.out(
    `Done in ${formatDuration(result.seconds)}; figures of the best checkpoint (step ` +
      `${result.best?.step ?? result.steps}).`,
  );
  context.out(`  look at it:  tessera board ${dirname(directory)}`);
  if (split === 'val') context.out('The data has no test split: the figures are those of the validation.');
  context.out(`  test again:  tessera test ${directory}${split === 'val' ? ' --split val' : ''}`);
}
