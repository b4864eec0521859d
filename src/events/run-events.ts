import { figureList } from '../runs/figures.ts';
import type { RunResult, SplitResult } from '../runs/result.ts';
import { finalFigures } from '../runs/result.ts';
import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import type { RunObserver } from '../train/observer.ts';
import type { Emit } from './event-line.ts';

/** Tells what happens in a run as events, from its start to its last checkpoint. */
export function runEvents(emit: Emit): Partial<RunObserver> {
  let isLogDue = (_: number) => true;
  return {
    started({ directory, record, engine, schedule, samples }) {
      isLogDue = schedule.isLogDue;
      const { id, name, step, parameters } = record;
      emit({
        event: 'start',
        of: 'run',
        id,
        name,
        directory,
        step,
        steps: schedule.totalSteps,
        samples,
        parameters,
        backend: engine.description,
      });
    },
    stepped({ step, loss, images, seconds }) {
      if (isLogDue(step)) emit({ event: 'step', step, loss, images, seconds });
    },
    validated(step, _, best, figures) {
      const isBest = best?.step === step;
      emit({ event: 'validation', step, figures: namedFigures('val', figures), isBest, best: best ?? null });
    },
    saved: (checkpoints, step) => emit({ event: 'checkpoint', step, checkpoints: [...checkpoints] }),
    skipped: ({ split, name, problems }) =>
      emit({ event: 'warning', message: `${split}/${name} is left out: ${problems[0]!.message}` }),
    warned: (message) => emit({ event: 'warning', message }),
  };
}

/** The last two events of a run that is complete. */
export function endEvents(emit: Emit, directory: string, result: RunResult, existing: boolean): void {
  const { split, figures } = finalFigures(result);
  const step = result.best?.step ?? result.steps;
  emit({ event: 'test', step, split, figures: namedFigures(split, figures) });
  emit({ event: 'end', of: 'run', status: 'completed', directory, existing, result });
}

function namedFigures(split: 'val' | 'test', figures: SplitResult): Record<string, number> {
  return Object.fromEntries(figureList(figures).map(({ name, value }) => [nameInSplit(split, name), value]));
}
