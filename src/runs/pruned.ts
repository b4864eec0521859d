import { z } from 'zod';
import { jsonNumber } from '../core/json.ts';

/** That a sweep's pruner stopped a run before its end, and why. */
export const prunedSchema = z.object({
  /** The pruner's type: `asha`. */
  by: z.string(),
  /** The metric that was compared. */
  metric: z.string(),
  /** The validation at which it was stopped, from 1, and the optimizer step of it. */
  validation: z.int().positive(),
  step: z.int().nonnegative(),
  /** Its value there, the value that it was compared with, and of how many runs that was made. */
  value: jsonNumber,
  cutoff: jsonNumber,
  among: z.int().nonnegative(),
});
export type Pruned = z.output<typeof prunedSchema>;

/** `by asha at validation 3 (step 30): 0.41, against 0.55 of 12 runs` */
export function describePruned({ by, validation, step, value, cutoff, among }: Pruned): string {
  const shown = (number: number) => number.toPrecision(4);
  return (
    `by ${by} at validation ${validation} (step ${step}): ${shown(value)}, against ${shown(cutoff)} of ` +
    `${among} ${among === 1 ? 'run' : 'runs'}`
  );
}

/** How a run is shown: one that was stopped by a pruner is complete, and called `pruned`. */
export function shownState<State extends string>({
  state,
  pruned,
}: {
  readonly state: State;
  readonly pruned?: Pruned | undefined;
}): State | 'pruned' {
  return state === 'completed' && pruned ? 'pruned' : state;
}
