import type { StepReport } from '../../train/observer.ts';

/** The speed of training, and what is left of it. */
export interface Pace {
  add(report: StepReport): void;
  /** Over the last 20 steps only. */
  imagesPerSecond(): number;
  /** From the mean time per step since the first one; that includes validations and checkpoints. */
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
      // The first step also compiles what it runs. Until there is a second one, only its time is known.
      const secondsPerStep =
        last.step > first.step ? (now() - first.time) / 1000 / (last.step - first.step) : last.seconds;
      return (totalSteps - last.step) * secondsPerStep;
    },
  };
}
