import { join, resolve } from 'node:path';
import type { LoadedExperiment } from '../../config/index.ts';
import { atPath } from '../../core/errors/at-path.ts';
import { TesseraError } from '../../core/errors/index.ts';
import { exists } from '../../core/exists.ts';
import type { BuildLauncher } from '../../jobs/queue.ts';
import { findSweep } from '../../sweep/find-sweep.ts';
import type { CliContext } from '../context.ts';
import { launcherOf } from '../launcher-of.ts';
import { withPlaces } from '../load.ts';

/** A sweep whose points run elsewhere, or an experiment without a sweep that does. */
export interface Elsewhere {
  /** The sweep's folder. */
  readonly path: string;
  /** As the user named it, for commands that are printed. */
  readonly named: string;
  /** Absent if the folder was named. */
  readonly loaded?: LoadedExperiment;
}

/** Finds a sweep by its file, as that is now, or by its folder. @throws TesseraError `bad-argument` if there is none */
export async function findElsewhere(
  named: string,
  runs: string,
  load: () => Promise<LoadedExperiment>,
  { workingDirectory }: CliContext,
): Promise<Elsewhere> {
  const folder = resolve(workingDirectory, named);
  if (await exists(join(folder, 'sweep.json'))) return { path: folder, named };
  const loaded = await load();
  const path = await findSweep(resolve(workingDirectory, runs), loaded);
  if (await exists(join(path, 'sweep.json'))) return { path, named, loaded };
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a sweep that was submitted, \`${named}\` as it is now has none in ${runs}`,
    hints: [
      `submit it: tessera ${loaded.points.length > 0 ? 'sweep' : 'run'} ${named}`,
      'of an earlier version of the file, name the folder: tessera sweep runs/<sweep> --attach',
    ],
  });
}

/** Builds the launchers of a sweep's submissions, its plugins' own included. */
export function builderOf({ loaded }: Pick<Elsewhere, 'loaded'>, context: CliContext): BuildLauncher {
  return (launch) => launcherOf(launch, context, loaded?.registry);
}

/** Problems of a launcher are told where the file names it. */
export function withLauncherPlaces<T>({ loaded }: Pick<Elsewhere, 'loaded'>, work: () => Promise<T>): Promise<T> {
  const named = () => atPath('launcher', 'launch', work);
  return loaded ? withPlaces(loaded, named) : named();
}
