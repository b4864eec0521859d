import { linesOf } from './curves.ts';
import type { RunDirectory } from './directory.ts';

/** When each logged step of a run was reached, in milliseconds since 1970: steps and times rise. */
export type Clock = readonly (readonly [step: number, time: number])[];

/**
 * The clock of a run, from the times in its `metrics.jsonl`; empty if there are none. A test comes after its step, and
 * doesn't count.
 */
export async function readClock(run: Pick<RunDirectory, 'path'>): Promise<Clock> {
  const lines = ((await linesOf(run)) ?? []).filter(({ split }) => split !== 'test');
  const clock: [number, number][] = [];
  for (const { step, time } of lines) {
    const [lastStep, lastTime] = clock.at(-1) ?? [-1, 0];
    const at = Date.parse(time ?? '');
    if (step > lastStep && at >= lastTime) clock.push([step, at]);
  }
  return clock;
}
