import { basename } from 'node:path';
import type { Experiment, SweepSection } from '../../schemas/index.ts';
import { TesseraError, type Location, type Problem } from '../core/errors/index.ts';
import type { ComponentSlot, Registry } from '../registry/index.ts';
import type { Question } from './check-question.ts';
import type { ParseCache } from './extend.ts';
import { experimentYaml } from './experiment-yaml.ts';
import { explainTree, type Explanation } from './explain.ts';
import { experimentId } from './identity.ts';
import { locateIn } from './locate.ts';
import type { LoadedPlugin } from './plugins.ts';
import type { OtherData } from './compose-layers.ts';
import { resolveFile } from './resolve.ts';
import type { LoadedSearch } from './search-plan.ts';
import type { SweepPoint } from './sweep-points.ts';
import { parsePath } from './tree.ts';
import { sortProblems } from './validate.ts';

export interface LoadOptions {
  readonly registry: Registry;
  /** Arguments of `--set`: `path.to.key=value`. */
  readonly overrides?: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the file says, where it is a part of another file and can't be read by itself. */
  readonly text?: string;
  /** The file is a run's `config.yaml`. If it names no format it has format 1, which did not write its number. */
  readonly saved?: boolean;
  /** Files that earlier calls parsed. Pass the same map to check many files that share parents. */
  readonly cache?: ParseCache;
  /** Whether the code of the file's plugins runs; by default it does. Without it, what they register is unknown. */
  readonly runPlugins?: boolean;
  /** The file is a run's, which is to be tested on other data. */
  readonly otherData?: OtherData | undefined;
}

export interface LoadedExperiment {
  /** The path as it was given. */
  readonly file: string;
  /** Absolute paths of every file that was read, parents first. */
  readonly files: readonly string[];
  /** The registry that was passed in, with the components of the file's plugins. */
  readonly registry: Registry;
  /** The file's plugins, as they were when they were loaded. */
  readonly plugins: readonly LoadedPlugin[];
  /** Resolved and validated, without `sweep`. If a sweep's base is incomplete, this is the sweep's first point. */
  readonly experiment: Experiment;
  /**
   * 12 hex characters, equal for all files that describe the same experiment. Keys that can't change what is learned
   * don't count.
   */
  readonly id: string;
  /** The resolved configuration with every default written. Loading it gives the same id. */
  readonly yaml: string;
  /**
   * Every point of the sweep, validated; empty without one. Of a search, points at the ends of its ranges, which stand
   * for those that it proposes.
   */
  readonly points: readonly SweepPoint[];
  /** The sweep's search, if it is one. */
  readonly search?: LoadedSearch | undefined;
  /** The arguments of `--set`. */
  readonly set?: readonly string[] | undefined;
  /** The file's sweep section, which `experiment` leaves out. */
  readonly sweep?: SweepSection | undefined;
  /** The file's launcher, which `experiment` leaves out. */
  readonly launch?: ComponentSlot | undefined;
  /** What the runs of its sweep are to answer. `experiment` and the points leave it out. */
  readonly question?: Question | undefined;
  /** What a person should know of the file, and is no problem. */
  readonly notes: readonly string[];
  /** Where the value of a dotted path was written. For a default, where the nearest section above it was. */
  locate(path: string): Location | undefined;
  /** The layers that wrote each value of `experiment`. */
  explain(): Explanation[];
}

/**
 * Loads and validates an experiment. @throws TesseraError with every problem of the file, its parents, plugins and
 * overrides.
 */
export async function loadExperiment(file: string, options: LoadOptions): Promise<LoadedExperiment> {
  const problems: Problem[] = [];
  const resolution = await resolveFile(file, options, (problem) => problems.push(problem));
  const { registry, schema, code, plugins, files, tree, written, experiment, notes, notChecked } = resolution;
  const { points, search, sweep, launch, question } = resolution;
  problems.push(...notChecked);
  if (problems.length > 0 || !experiment)
    throw new TesseraError(sortProblems(problems.map((problem) => withPartHint(problem, file))));
  return {
    file,
    files,
    registry,
    plugins,
    experiment,
    id: experimentId(experiment, { schema, code }),
    yaml: experimentYaml(experiment),
    points,
    search,
    set: options.overrides,
    sweep,
    launch,
    question,
    notes,
    locate(path) {
      const parsed = parsePath(path);
      const found = parsed[0] === 'launch' ? written : tree;
      return found && locateIn(found, parsed);
    },
    explain: () => (tree ? explainTree(experiment, tree, schema) : []),
  };
}

/** Adds a hint for files whose name begins with `_`: they lack keys that the files that extend them add. */
function withPartHint(problem: Problem, file: string): Problem {
  if (problem.code !== 'missing-key' || !basename(file).startsWith('_')) return problem;
  return {
    ...problem,
    hints: ['this file is a part that others extend: give a file that extends it', ...(problem.hints ?? [])],
  };
}
