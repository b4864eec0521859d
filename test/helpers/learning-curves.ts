import type { Pruner, RunCourse } from '../../src/registry/index.ts';

/** Losses of 81 made-up runs at 27 validations. */
export type LearningCurves = readonly (readonly number[])[];

/**
 * Curves that fall from about 0.6 to an end that is uniform in 0.1..0.3, some fast and some slowly, with noise that
 * dies away: `end + 0.5 exp(-t / speed) + 0.06 (u - 0.5) exp(-t / 8)`. All draws come from the minimal standard
 * generator (Park and Miller 1988), so that another program can make the same ones.
 */
export function learningCurves(seed: number): LearningCurves {
  let state = seed * 7919 + 12346;
  const draw = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let warmUp = 0; warmUp < 10; warmUp++) draw();
  return Array.from({ length: 81 }, () => {
    const end = 0.1 + 0.2 * draw();
    const speed = 2 + 2 * draw();
    return Array.from(
      { length: 27 },
      (_, step) => end + 0.5 * Math.exp(-(step + 1) / speed) + 0.06 * (draw() - 0.5) * Math.exp(-(step + 1) / 8),
    );
  });
}

/** The steps that all curves took, one after the other, and the least loss that was seen. */
export function pruned(pruner: Pruner, curves: LearningCurves): { readonly steps: number; readonly best: number } {
  const done: RunCourse[] = [];
  for (const curve of curves) {
    let length = 1;
    while (length < curve.length && (pruner(curve.slice(0, length), done, 'min')?.keep ?? true)) length++;
    done.push({ values: curve.slice(0, length), isComplete: length === curve.length });
  }
  return {
    steps: done.reduce((sum, { values }) => sum + values.length, 0),
    best: Math.min(...done.flatMap(({ values }) => values)),
  };
}
