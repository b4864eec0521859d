import type { LoadedExperiment } from '../config/index.ts';
import { listSource, type PointSource } from './point-source.ts';
import { searchSource } from './search-source.ts';

/** Where the points of an experiment's sweep come from: its own list, or its search. */
export async function sourceOf(loaded: LoadedExperiment, workingDirectory: string): Promise<PointSource> {
  const { search, registry, experiment } = loaded;
  if (!search) return listSource(loaded.points);
  const { seed } = experiment;
  const built = await registry.build('search', search.reference, { seed, workingDirectory });
  return searchSource(search, built, seed);
}
