import { keptFiles, type LoadedExperiment } from '../config/index.ts';
import type { FilesToKeep } from '../runs/keep-files.ts';
import { originsFile, originsJson } from '../runs/origins.ts';
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

/** The same for a run of a file that a person wrote: its folder also says where each value comes from. */
export function whatToRunOf(loaded: LoadedExperiment): ReturnType<typeof whatToRun> {
  const what = whatToRun(loaded);
  return { ...what, kept: withOrigins(what.kept, Buffer.from(originsJson(loaded.explain()))) };
}

/** What a run keeps, with the content of its `origins.json`. */
export function withOrigins(kept: FilesToKeep, origins: Uint8Array): FilesToKeep {
  return { ...kept, files: new Map([...kept.files, [originsFile, origins]]) };
}
