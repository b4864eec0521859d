import type { StepReport } from '../../train/observer.ts';

/** How fast training goes. */
export interface Pace {
  add(report: StepReport): void;
  /** Of the last steps alone. */
  imagesPerSecond(): number;
  /** At the pace since the first step, with the time that validations and checkpoints take. */
  secondsLeft(totalSteps: number): number;
}

const remembered = 20;

/** `now` in milliseconds. */
export function createPace(now: () => number = () => performance.now()): Pace {
  const recent: StepReport[] = [];
  let first: { readonly step: number; readonly time: number } | undefined;
  const sum = (key: 'images' | 'seconds') => recent.reduce((total, report) => total + report[key], 0);
  return {
    add(report) {
      first ??= { step: report.step, time: now() };
      recent.push(report);
      if (recent.length > remembered) recent.shift();
    },
    imagesPerSecond: () => sum('images') / Math.max(sum('seconds'), 1e-9),
    secondsLeft(totalSteps) {
      const last = recent.at(-1);
      if (!first || !last) return 0;
      // The first step compiles what it runs; until there is a second, its own time is all there is to go by.
      const secondsPerStep =
        last.step > first.step ? (now() - first.time) / 1000 / (last.step - first.step) : last.seconds;
      return (totalSteps - last.step) * secondsPerStep;
    },
  };
}
