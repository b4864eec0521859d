import { resolve } from 'node:path';
import { z } from 'zod';
import {
  experimentSchema,
  launchSection,
  questionSection,
  sweepSection,
  type Experiment,
  type SweepSection,
} from '../../schemas/index.ts';
import type { ErrorCode, Problem } from '../core/errors/index.ts';
import { currentFormat, firstFormat } from '../core/format/index.ts';
import type { ComponentSlot, Registry } from '../registry/index.ts';
import { experimentProblems } from './check-experiments.ts';
import { checkQuestion, type Question } from './check-question.ts';
import { cacheText, composeFile, type ParseCache } from './extend.ts';
import { axesFromFiles, overrideFromFile, type ValueFiles } from './file-values.ts';
import { interpolate, type Environment } from './interpolate.ts';
import { locateIn } from './locate.ts';
import { copyNotes } from './copy-notes.ts';
import { outsideNotes } from './outside.ts';
import { applyArgument, parseOverride, type Override } from './override.ts';
import type { Report } from './parse.ts';
import { loadPlugins, type LoadedPlugin } from './plugins.ts';
import { replaceDataset } from './replace-dataset.ts';
import { describePoint } from './point-problems.ts';
import type { ResolveContext } from './resolve-points.ts';
import { planSearch, type LoadedSearch } from './search-plan.ts';
import { sweepPoints, type ResolvedPoint } from './sweep-points.ts';
import { parsePath, withoutEntries, type MapNode, type Node } from './tree.ts';
import { validate } from './validate.ts';

export interface ResolveOptions {
  readonly registry: Registry;
  readonly overrides?: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Environment;
  /** What the file says, where it is a part of another file and can't be read by itself. */
  readonly text?: string;
  /** The file is a run's `config.yaml`. If it names no format it has format 1, which did not write its number. */
  readonly saved?: boolean;
  /** Files that are parsed already. */
  readonly cache?: ParseCache;
  /** Whether the code of the file's plugins runs; by default it does. Without it, what they register is unknown. */
  readonly runPlugins?: boolean;
  /** The file is a run's, which is to be tested on other data. */
  readonly otherData?: OtherData | undefined;
}

export interface OtherData {
  /** A file with the dataset that takes the place of the run's. Without it, only overrides change the dataset. */
  readonly file?: string | undefined;
}

/** The results of each stage for one file. A part is undefined if problems, which are reported, prevented it. */
export interface Resolution {
  readonly registry: Registry;
  readonly schema: z.ZodType<Experiment>;
  /** The code of the plugins, for the id. */
  readonly code: readonly string[];
  readonly plugins: readonly LoadedPlugin[];
  /** Every file that was read, parents first, those of values last. */
  readonly files: readonly string[];
  /** After `extends`, `--set` and interpolation, without `sweep` and `question`. */
  readonly tree?: MapNode;
  /** The same with `sweep` and `launch`, and before interpolation. */
  readonly written?: MapNode;
  readonly experiment?: Experiment;
  /** A search has those at the ends of its ranges. */
  readonly points: readonly ResolvedPoint[];
  readonly search?: LoadedSearch;
  readonly sweep?: SweepSection | undefined;
  /** The launcher that the file names. */
  readonly launch?: ComponentSlot | undefined;
  readonly question?: Question | undefined;
  /** Components that plugins may register, where plugins are not run. Without them there is no experiment. */
  readonly notChecked: readonly Problem[];
  /** What a person should know of the file, and is no problem. */
  readonly notes: readonly string[];
}

/** Runs the stages `extends`, `--set`, axes, interpolation and validation, and reports every problem on the way. */
export async function resolveFile(file: string, options: ResolveOptions, report: Report): Promise<Resolution> {
  const { workingDirectory, environment } = options;
  const cache: ParseCache = options.cache ?? new Map();
  // If a parent or plugin is missing, its keys and components are missing too, and so is what a wrong argument would
  // set. Only the cause is reported.
  const consequences = new Set<ErrorCode>();
  const causing =
    (...codes: ErrorCode[]): Report =>
    (problem) => {
      codes.forEach((code) => consequences.add(code));
      report(problem);
    };
  const partial = causing('missing-key', 'unknown-component');
  const unset = causing('missing-key');
  if (options.text !== undefined)
    cacheText(cache, resolve(workingDirectory, file), options.text, workingDirectory, report);
  const { tree: composed, files } = await composeFile(
    file,
    workingDirectory,
    partial,
    cache,
    options.saved ? firstFormat : currentFormat,
  );
  const { otherData } = options;
  const valueFiles: ValueFiles = { workingDirectory, cache, report: unset, read: new Set() };
  const overrides = await readOverrides(options.overrides ?? [], valueFiles);
  if (!composed) {
    const { registry } = options;
    const nothing = { code: [], plugins: [], points: [], notChecked: [], notes: [] };
    return { registry, schema: schemaOf(registry), files, ...nothing };
  }

  const named = overrides
    .filter(isPlugins)
    .reduce((tree, override) => applyArgument(tree, schemaOf(options.registry), override, partial), composed);
  const runs = options.runPlugins ?? true;
  const {
    registry,
    code,
    plugins,
    modules,
    tree: loaded,
  } = await loadPlugins(named, options.registry, workingDirectory, partial, runs);
  const schema = schemaOf(registry);
  const replaced =
    otherData?.file === undefined
      ? loaded
      : ((await replaceDataset(loaded, otherData.file, { ...options, schema }, partial)) ?? loaded);
  const set = await axesFromFiles(
    overrides
      .filter((override) => !isPlugins(override))
      .reduce((tree, override) => applyArgument(tree, schema, override, unset), replaced),
    valueFiles,
  );
  const values = [...valueFiles.read];

  const notChecked: Problem[] = [];
  let isWhole = true;
  const tell: Report = (problem) => {
    isWhole = false;
    if (!runs && modules.length > 0 && problem.code === 'unknown-component') notChecked.push(notRun(problem));
    else if (!consequences.has(problem.code)) report(problem);
  };
  const notes = options.saved
    ? []
    : [
        ...outsideNotes({ file, files, values, plugins: modules, workingDirectory }),
        ...copyNotes(plugins, workingDirectory),
      ];
  const launch = resolveLaunch(set, registry, environment, tell);
  const resolved = resolveTree(
    withoutEntries(set, (key) => key === 'launch' || isQuestion(key)),
    { schema, code, environment },
    registry,
    tell,
  );
  const question = set.entries.get('question');
  const asked =
    question &&
    validate(
      withoutEntries(set, (key) => !isQuestion(key)),
      z.object({ question: questionSection }),
      tell,
    );
  // Losses and metrics of a run are for its own classes, whatever the classes of other data.
  // What a run has saved was checked by an earlier version, and ran.
  const toCheck = otherData || options.saved ? [] : experimentsOf(resolved);
  for (const { problem, of } of await experimentProblems(toCheck, {
    registry,
    ownRegistry: options.registry,
    workingDirectory,
    objective: resolved.sweep?.objective?.metric,
  })) {
    const isOfSweep = problem.path?.startsWith('sweep.') ?? false;
    const where =
      problem.path === undefined ? undefined : locateIn(isOfSweep ? set : of.tree(), parsePath(problem.path));
    const point = of.overrides && [`in the sweep point ${describePoint(of.overrides)}`];
    tell({ ...problem, ...(where && { where }), ...(point && { hints: [...(problem.hints ?? []), ...point] }) });
  }
  // Points that are missing or wrong are told already.
  const asking = asked && isWhole ? question : undefined;
  const own = { registry, ownRegistry: options.registry, workingDirectory };
  const points = resolved.search ? 'searched' : resolved.points;
  const answerable = asking && asked ? await checkQuestion(asked.question, asking, points, own, tell) : undefined;
  const all = { ...resolved, launch, written: set, question: answerable };
  return { registry, schema, code, plugins, files: [...files, ...values], notChecked, notes, ...all };
}

/** The arguments of `--set`, those that name a file with what it holds. A wrong one is reported and left out. */
async function readOverrides(texts: readonly string[], files: ValueFiles): Promise<Override[]> {
  const overrides: Override[] = [];
  for (const text of texts) {
    const argument = parseOverride(text, files.report);
    const override = argument && (await overrideFromFile(argument, files));
    if (override) overrides.push(override);
  }
  return overrides;
}

function resolveTree(
  set: MapNode,
  context: ResolveContext,
  registry: Registry,
  report: Report,
): Pick<Resolution, 'experiment' | 'points' | 'sweep' | 'search'> & { tree: MapNode } {
  const { schema, environment } = context;
  const sweep = set.entries.get('sweep');
  const base = withoutEntries(set, (key) => key === 'sweep');
  if (!sweep) {
    const tree = interpolate(base, schema, environment, report);
    return { tree, points: [], ...present(validate(tree, schema, report)) };
  }
  // The base may lack values that an axis sets, or have wrong ones: only the points have to be right.
  let broken = false;
  const tell: Report = (problem) => {
    broken = true;
    report(problem);
  };
  const alone: MapNode = { ...set, entries: new Map([['sweep', sweep]]) };
  const section = validate(alone, z.object({ sweep: sweepSection(registry.slot) }), tell)?.sweep;
  const planned = isSearch(sweep.node) ? planSearch(base, sweep.node, section, context, tell) : undefined;
  const points = isSearch(sweep.node) ? (planned?.ends ?? []) : sweepPoints(base, sweep.node, context, tell);
  const tree = interpolate(base, schema, environment, () => undefined);
  const experiment = validate(tree, schema, points.length === 0 && broken === false ? tell : () => undefined);
  return {
    tree,
    points,
    sweep: section,
    ...(planned && { search: planned.search }),
    ...present(experiment ?? points[0]?.experiment),
  };
}

function isSearch(sweep: Node): boolean {
  return sweep.kind === 'map' && sweep.entries.has('search');
}

/** `launch` alone: points neither have it nor differ in it. */
function resolveLaunch(
  set: MapNode,
  { slot }: Registry,
  environment: Environment,
  report: Report,
): ComponentSlot | undefined {
  const launch = set.entries.get('launch');
  if (!launch) return undefined;
  const schema = z.object({ launch: launchSection(slot) });
  const alone = interpolate({ ...set, entries: new Map([['launch', launch]]) }, schema, environment, report);
  return validate(alone, schema, report)?.launch;
}

/** The hint for a component that a plugin may register, where plugins are not run. */
function notRun(problem: Problem): Problem {
  return { ...problem, hints: ['not checked: a plugin may register it, and `--no-plugins` runs none'] };
}

/** An experiment, or a point of a sweep, with what wrote its values. */
interface ToCheck {
  readonly experiment: Experiment;
  readonly overrides?: ResolvedPoint['overrides'];
  tree(): MapNode;
}

function experimentsOf(resolved: Pick<Resolution, 'points' | 'experiment'> & { tree: MapNode }): readonly ToCheck[] {
  const { points, experiment, tree } = resolved;
  if (points.length > 0) return points;
  return experiment ? [{ experiment, tree: () => tree }] : [];
}

function present(experiment: Experiment | undefined): { experiment?: Experiment } {
  return experiment ? { experiment } : {};
}

function isQuestion(key: string): boolean {
  return key === 'question';
}

function isPlugins({ path }: Override): boolean {
  return path.length === 1 && path[0] === 'plugins';
}

const schemas = new WeakMap<Registry, z.ZodType<Experiment>>();

/**
 * The schema of experiments with a registry's components. It is kept: building it takes longer than checking a file
 * with it.
 */
export function schemaOf(registry: Registry): z.ZodType<Experiment> {
  const schema = schemas.get(registry) ?? experimentSchema(registry.slot);
  schemas.set(registry, schema);
  return schema;
}
