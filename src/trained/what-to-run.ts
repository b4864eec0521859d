import { keptFiles, type LoadedExperiment } from '../config/index.ts';
import type { RunContext } from '../train/run-context.ts';

/** What a run needs of a loaded experiment: what it trains, and what its folder keeps of it. */
export function whatToRun(
  loaded: LoadedExperiment,
): Pick<RunContext, 'experiment' | 'id' | 'yaml' | 'registry' | 'kept' | 'plugins' | 'code' | 'files'> {
  const { experiment, id, registry, plugins, files } = loaded;
  const { yaml, ...kept } = keptFiles(loaded);
  return {
    experiment,
    id,
    registry,
    yaml,
    kept,
    plugins: plugins.map(({ name, sha256 }) => ({ name, sha256 })),
    code: plugins,
    files: [...files, ...plugins.flatMap((plugin) => [...plugin.files.keys()])],
  };
}
