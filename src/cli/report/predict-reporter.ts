import { messageOf } from '../../core/errors/index.ts';
import type { PredictObserver } from '../../predict/predict-photos.ts';
import type { CliContext } from '../context.ts';
import { formatDuration } from './format.ts';
import { createProgress } from './progress.ts';

export interface PredictReporter extends Required<PredictObserver> {
  close(): void;
}

/** Shows how many photos are answered, how many per second, and the time that is left. `now` in milliseconds. */
export function predictReporter(context: CliContext, now: () => number = () => performance.now()): PredictReporter {
  const progress = createProgress(context);
  let [done, total, start] = [0, 0, 0];
  const update = () => {
    done++;
    const perSecond = done / Math.max((now() - start) / 1000, 1e-9);
    const left = formatDuration((total - done) / perSecond);
    progress.update('predicting', done, total, `${perSecond.toFixed(1)} images/s  ${left} left`);
  };
  return {
    started(kept, toDo) {
      [total, start] = [toDo, now()];
      if (kept > 0) progress.log(`${kept} of ${kept + toDo} photos have their answers already`);
    },
    answered: update,
    skipped({ problems }) {
      for (const { message } of problems) progress.log(`skipped: ${message}`);
      update();
    },
    failedLater: (error) => progress.log(`also failed: ${messageOf(error)}`),
    close: () => progress.close(),
  };
}
