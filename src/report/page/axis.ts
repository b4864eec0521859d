import type { Report, ReportClock } from '../document.ts';
import { formatCount, formatDate, formatDuration } from './format.ts';

/** What curves are drawn over: optimizer steps, the time since a run began, or the hour of the day. */
export const axisNames = ['step', 'relative', 'wall'] as const;
export type AxisName = (typeof axisNames)[number];

export interface Axis {
  /** Where a step of a run is; undefined if its time is not known. */
  place(run: number, step: number): number | undefined;
  /** Of places: seconds and steps are numbers, hours of the day are milliseconds since 1970. */
  readonly type: 'linear' | 'utc';
  /** A place in words, for the legend. */
  describe(place: number): string;
  /** A place as a tick says it, given the largest place; undefined where the chart knows best. */
  tick?(place: number, largest: number): string;
}

export function axisOf(name: AxisName, { clocks }: Pick<Report, 'clocks'>): Axis {
  if (name === 'step')
    return { type: 'linear', place: (_, step) => step, describe: (step) => `step ${formatCount(step)}` };
  const byRun = new Map(clocks.map((clock) => [clock.run, clock]));
  const seconds = (run: number, step: number) => {
    const clock = byRun.get(run);
    return clock && secondsAt(clock, step);
  };
  if (name === 'relative') return { type: 'linear', place: seconds, describe: formatDuration, tick: shortDuration };
  return {
    type: 'utc',
    place(run, step) {
      const since = seconds(run, step);
      return since === undefined ? undefined : Date.parse(byRun.get(run)!.startedAt) + 1000 * since;
    },
    describe: (place) => formatDate(new Date(place).toISOString()),
  };
}

/** Between two steps whose time is known it passes evenly. */
export function secondsAt({ steps, seconds }: Pick<ReportClock, 'steps' | 'seconds'>, step: number): number | undefined {
  const after = steps.findIndex((known) => known >= step);
  if (after === 0 || steps.length === 0) return seconds[0];
  if (after === -1) return seconds.at(-1);
  const [from, to] = [steps[after - 1]!, steps[after]!];
  const share = (step - from) / (to - from);
  return seconds[after - 1]! + share * (seconds[after]! - seconds[after - 1]!);
}

/** In the unit that fits the whole axis: `40 s`, `1.5 min`, `2 h`. */
function shortDuration(seconds: number, largest: number): string {
  const [unit, size] = largest < 180 ? ['s', 1] : largest < 3 * 3600 ? ['min', 60] : ['h', 3600];
  return `${Number((seconds / (size as number)).toPrecision(3))} ${unit}`;
}
