import { z } from 'zod';
import type { TrainObserver } from './observer.ts';

/** What a smoke run measured. */
export const trialSchema = z.object({
  /** Backend and version. */
  engine: z.string(),
  /** Seconds of an optimizer step after the first, which also makes the graph. */
  stepSeconds: z.number().positive(),
  /** Seconds of an image in an evaluation; unknown where no second batch was tested. */
  evaluationSeconds: z.number().positive().optional(),
  /** The most memory that the process held at one time. */
  peakMemoryBytes: z.number().positive(),
  /** Samples of all splits that it kept. */
  samples: z.number().nonnegative(),
});
export type Trial = z.output<typeof trialSchema>;

/** Watches a smoke run. `result` is undefined until it has trained and tested enough to tell. */
export function watchTrial(): Pick<TrainObserver, 'stepped' | 'tested'> & {
  started(run: {
    readonly engine: { readonly description: string };
    readonly samples: Readonly<Record<string, number>>;
  }): void;
  result(): Trial | undefined;
} {
  const steps: Timed[] = [];
  const batches: Timed[] = [];
  let start: { readonly engine: string; readonly samples: number } | undefined;
  let last: { readonly done: number; readonly at: number } | undefined;
  return {
    started({ engine, samples }) {
      const total = Object.values(samples).reduce((sum, count) => sum + count, 0);
      start = { engine: engine.description, samples: total };
    },
    stepped: ({ seconds, images }) => void steps.push({ seconds, images }),
    tested(done) {
      const at = performance.now() / 1000;
      if (last) batches.push({ seconds: at - last.at, images: done - last.done });
      last = { done, at };
    },
    result() {
      // The first step makes the graph. The first batch isn't among the timed ones, and makes that of evaluation.
      const step = fastestOfLargest(steps.slice(1));
      if (!start || !step) return undefined;
      const batch = fastestOfLargest(batches);
      const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
      const evaluation = batch && { evaluationSeconds: batch.seconds / batch.images };
      return { ...start, stepSeconds: step.seconds, ...evaluation, peakMemoryBytes };
    },
  };
}

interface Timed {
  readonly seconds: number;
  readonly images: number;
}

/** Those with fewer images are the last of an epoch or a split, and make graphs of their own. */
function fastestOfLargest(all: readonly Timed[]): Timed | undefined {
  const most = Math.max(...all.map(({ images }) => images));
  return all.filter(({ images }) => images === most).toSorted((a, b) => a.seconds - b.seconds)[0];
}
