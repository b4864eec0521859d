import type { LoadedExperiment } from '../config/index.ts';
import { pointsOf } from './only-point.ts';
import { listSource, type PointSource } from './point-source.ts';
import { searchSource } from './search-source.ts';

/** Where the points of an experiment's sweep come from: its own list, or its search. */
export async function sourceOf(loaded: LoadedExperiment, workingDirectory: string): Promise<PointSource> {
  const { search, registry, experiment } = loaded;
  if (!search) return listSource(pointsOf(loaded));
  const { seed } = experiment;
  // A type alone has all its keys at their defaults.
  const section = registry.slot('search').parse(search.reference);
  const built = await registry.build('search', section, { seed, workingDirectory });
  return searchSource(search, built, seed);
}
