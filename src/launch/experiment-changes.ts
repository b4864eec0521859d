import { isAbsolute, join, resolve } from 'node:path';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { LoadedExperiment } from '../config/index.ts';
import { copyCommit, type CommitCopy } from './commit-copy.ts';
import { gitPaths, type CommitRange } from './commits.ts';
import type { Project } from './project.ts';
import { exists } from '../core/exists.ts';
import { isPlainObject } from '../core/plain-object.ts';

/** Loads the experiments of one folder; files are relative to it. */
export type LoadIn = (directory: string) => Promise<(file: string) => Promise<LoadedExperiment>>;

/** An experiment that is new or different in a commit. */
export type ExperimentChange =
  | {
      /** Relative to the project. */
      readonly file: string;
      readonly loaded: LoadedExperiment;
      /** Paths that the experiment names, that are in the working tree and that no run of the commit can see. */
      readonly unseen: readonly string[];
    }
  | { readonly file: string; readonly problems: readonly Problem[] };

/**
 * The experiments below `experiments/` that are new in a commit: those whose id no experiment has in the commits before
 * it, whatever caused that (the file, one that it extends, the code of a plugin), and those that are wrong in a new
 * way. A change that leaves the id as it is (a comment, a name, a renamed file) makes nothing new.
 * `name` names the copies that are made for the comparison.
 */
export async function experimentChanges(
  project: Project,
  { bases, head }: CommitRange,
  { loadIn, name }: { readonly loadIn: LoadIn; readonly name: string },
): Promise<ExperimentChange[]> {
  const changed = await Promise.all(bases.map((base) => changedFiles(project, base, head)));
  if (changed.some((paths) => ![...paths].some((path) => canMatter.test(path)))) return [];
  const before = await Promise.all(
    bases.map((base, index) =>
      withCopy(project, base, `${name}-base${index}`, async (copy) => {
        const loaded = await loadAll(project, base, copy, loadIn);
        return {
          ids: new Set(loaded.map(({ key }) => key)),
          wrong: new Map(loaded.map(({ file, wrong }) => [file, wrong])),
        };
      }),
    ),
  );
  const isTouched = (file: string) => changed.every((paths) => paths.has(join(project.prefix, file)));
  return withCopy(project, head, `${name}-head`, async (copy) => {
    const found: ExperimentChange[] = [];
    for (const { file, key, loaded, problems, wrong } of await loadAll(project, head, copy, loadIn)) {
      if (loaded) {
        if (!before.some(({ ids }) => ids.has(key)))
          found.push({ file, loaded, unseen: await unseenBy(loaded, project, copy) });
      } else {
        const isOld = before.some((base) => base.wrong.get(file) === wrong) && !isTouched(file);
        if (!isOld) found.push({ file, problems });
      }
    }
    return found;
  });
}

/** Files that can change an id: configurations, and what a plugin can import. */
const canMatter = /\.(ya?ml|[cm]?[jt]sx?|json|node|wasm)$/;

/** Paths, relative to the top, in which two commits differ. */
async function changedFiles({ top }: Project, base: string, head: string): Promise<ReadonlySet<string>> {
  return new Set(await gitPaths(top, ['diff', '--name-only', '--no-renames', base, head]));
}

interface LoadedFile {
  readonly file: string;
  /** Equal for experiments that are the same run, or the same points of a sweep. */
  readonly key?: string | undefined;
  readonly loaded?: LoadedExperiment | undefined;
  readonly problems: readonly Problem[];
  /** The problems as text, equal for equal ones; undefined if there are none. */
  readonly wrong?: string | undefined;
}

async function loadAll(project: Project, commit: string, copy: CommitCopy, loadIn: LoadIn): Promise<LoadedFile[]> {
  const paths = await gitPaths(project.directory, ['ls-tree', '-r', '--name-only', commit, '--', 'experiments']);
  const load = await loadIn(copy.directory);
  const loaded: LoadedFile[] = [];
  for (const file of paths.filter(isExperiment)) {
    try {
      const experiment = await load(file);
      loaded.push({ file, loaded: experiment, key: keyOf(experiment), problems: [] });
    } catch (error) {
      if (!(error instanceof TesseraError)) throw error;
      const problems = problemsInPlace(error.problems, copy);
      loaded.push({ file, problems, wrong: JSON.stringify(problems) });
    }
  }
  return loaded;
}

/** A file whose name begins with `_` is only a part for others to extend. */
function isExperiment(path: string): boolean {
  return /\.ya?ml$/.test(path) && !path.split('/').some((part) => part.startsWith('_'));
}

function keyOf({ id, points, search }: LoadedExperiment): string {
  if (points.length === 0) return id;
  const ids = points.map((point) => point.id).toSorted();
  // A search of more trials is launched again, as a grid of more values is.
  const size = search ? [JSON.stringify([search.reference, search.trials, search.seeds])] : [];
  return [...ids, ...size].join(' ');
}

/** The same problems with the paths of the project instead of those of the copy. */
export function problemsInPlace<P extends Problem>(
  problems: readonly P[],
  { inPlace }: Pick<CommitCopy, 'inPlace'>,
): P[] {
  return problems.map((problem) => ({
    ...problem,
    message: inPlace(problem.message),
    ...(problem.hints && { hints: problem.hints.map(inPlace) }),
    ...(problem.where && { where: { ...problem.where, file: inPlace(problem.where.file) } }),
  }));
}

async function withCopy<T>(
  project: Project,
  commit: string,
  name: string,
  work: (copy: CommitCopy) => Promise<T>,
): Promise<T> {
  const copy = await copyCommit(project, commit, name);
  try {
    return await work(copy);
  } finally {
    await copy.remove();
  }
}

/** The paths in an experiment that are in the working tree, but not in a copy of the commit. */
async function unseenBy({ experiment }: LoadedExperiment, project: Project, copy: CommitCopy): Promise<string[]> {
  const unseen: string[] = [];
  for (const path of pathsIn(experiment)) {
    await copy.reach(path);
    const isThere = (directory: string) => exists(resolve(directory, path)).catch(() => false);
    if ((await isThere(project.directory)) && !(await isThere(copy.directory))) unseen.push(path);
  }
  return unseen;
}

/** The texts in an experiment that may be paths relative to the project. */
export function pathsIn({ name: _, description: __, ...rest }: LoadedExperiment['experiment']): string[] {
  const texts = new Set(textsIn(rest));
  return [...texts].filter((text) => text !== '' && text.length <= 512 && !text.includes('\0') && !isAbsolute(text));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isPlainObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
