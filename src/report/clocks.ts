import type { Clock } from '../runs/clock.ts';
import type { ReportClock } from './document.ts';

/** Steps whose time is told: a chart is not much wider. */
const mostSteps = 200;

/** The clocks of runs in their order; a run without times has none. */
export function clocksOf(runs: readonly { readonly clock: Clock }[]): ReportClock[] {
  return runs.flatMap(({ clock }, run): ReportClock[] => {
    const [first] = clock;
    if (!first) return [];
    const kept = spread(clock, mostSteps);
    return [
      {
        run,
        startedAt: new Date(first[1]).toISOString(),
        steps: kept.map(([step]) => step),
        seconds: kept.map(([, time]) => (time - first[1]) / 1000),
      },
    ];
  });
}

/** So many of the items, evenly, with the first and the last. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, place) => items[Math.round((place * (items.length - 1)) / (most - 1))]!);
}
