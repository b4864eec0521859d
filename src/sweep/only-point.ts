import type { LoadedExperiment, SweepPoint } from '../config/index.ts';

/**
 * The points of an experiment's sweep. One without a sweep has a single point, whose run has the name that it has
 * without jobs.
 */
export function pointsOf(loaded: LoadedExperiment): readonly SweepPoint[] {
  const { points, id, experiment, yaml } = loaded;
  return points.length > 0 ? points : [{ id, label: experiment.name, overrides: {}, experiment, yaml }];
}
