import type { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import { expandGrid, gridSize, probeGrid } from '../sweep/grid.ts';
import { canonical } from './canonical.ts';
import { experimentYaml } from './experiment-yaml.ts';
import { experimentId, identityText, type IdentityContext } from './identity.ts';
import { interpolate, type Environment } from './interpolate.ts';
import { leftOut, leftOutOfId } from './left-out.ts';
import { mapOrigins } from './map-origins.ts';
import { applyOverride, checkPath, checkUnset, type Override } from './override.ts';
import type { Report } from './parse.ts';
import { nodeAt, parsePath, toPlain, whereIs, type ListNode, type MapNode, type Node, type Origin } from './tree.ts';
import { validate } from './validate.ts';

export interface SweepPoint {
  readonly id: string;
  /** The axes' values by path. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly experiment: Experiment;
  /** This point's resolved configuration, as in `LoadedExperiment.yaml`. */
  readonly yaml: string;
}

/** A point whose tree can be made again, to explain its values. */
export interface ResolvedPoint extends SweepPoint {
  /** Makes the point's tree again: trees of all points would take too much memory. */
  tree(): MapNode;
}

/** What all points are resolved with. */
export interface ResolveContext extends IdentityContext {
  readonly environment: Environment;
}

const maxPoints = 100_000;
/** After so many wrong points, the rest of a sweep is not checked. */
const maxFailures = 100;

interface NodeAxis {
  readonly path: string;
  readonly values: readonly Override[];
}

/** All points of `sweep.grid`, each resolved and validated. Points with the same content are one point. */
export function sweepPoints(tree: MapNode, sweep: Node, context: ResolveContext, report: Report): ResolvedPoint[] {
  const { schema, environment } = context;
  const { axes, whole } = axesOf(sweep, tree, schema, report);
  const size = gridSize(axes);
  if (size > maxPoints) {
    report({
      code: 'bad-axis',
      message: `expected at most ${maxPoints} points, got ${size}`,
      where: whereIs(sweep.origin),
      hints: ['leave out values, or split the sweep'],
    });
  }

  const resolvePoint = (overrides: readonly Override[], tell: Report) => {
    const applied = ordered(overrides).reduce((result, override) => applyOverride(result, schema, override), tree);
    return interpolate(applied, schema, environment, tell);
  };

  // A problem that doesn't depend on the axes is reported once, not for each point.
  const everywhere = new Set<string>();
  const noteBase: Report = (problem) => everywhere.add(identify(problem));
  validate(resolvePoint([], noteBase), schema, noteBase);

  let failures = 0;
  const once = reportOnce(report);
  const resolveOrReport = (overrides: readonly Override[]): Experiment | undefined => {
    if (failures > maxFailures) return undefined;
    let failed = false;
    const tell: Report = (problem) => {
      // What is missing may be what an axis that is wrong was to set.
      if (!whole && problem.code === 'missing-key') return;
      failed = true;
      once(everywhere.has(identify(problem)) ? problem : withPoint(problem, overrides));
    };
    const experiment = validate(resolvePoint(overrides, tell), schema, tell);
    if (failed) failures++;
    return failed ? undefined : experiment;
  };

  (axes.length === 0 && !whole ? [[]] : probeGrid(axes)).forEach(resolveOrReport);
  if (failures > 0 || !whole || axes.length === 0 || size > maxPoints) return [];
  const points = new Map<string, ResolvedPoint>();
  for (const overrides of expandGrid(axes)) {
    const experiment = resolveOrReport(overrides);
    if (!experiment) continue;
    const id = experimentId(experiment, context);
    const same = points.get(id);
    const clash = same && clashOf(same, { id, experiment }, context);
    if (clash) report({ ...clash, where: whereIs(sweep.origin) });
    if (clash) return [];
    const treeOf = () => resolvePoint(overrides, () => undefined);
    if (!same) points.set(id, createPoint(id, experiment, overrides, treeOf));
  }
  return [...points.values()];
}

/** The problem with two points that have the same id but different content; undefined if their content is the same. */
export function clashOf(
  a: Pick<SweepPoint, 'id' | 'experiment'>,
  b: Pick<SweepPoint, 'id' | 'experiment'>,
  context: IdentityContext,
): Pick<Problem, 'code' | 'message' | 'hints'> | undefined {
  if (canonical(a.experiment) === canonical(b.experiment)) return undefined;
  if (identityText(a.experiment, context) !== identityText(b.experiment, context))
    return {
      code: 'bad-axis',
      message: `expected an id of its own for each point, got \`${a.id}\` for two different points by chance`,
      hints: ['change a value of the base, such as `seed`: this changes all ids'],
    };
  return {
    code: 'bad-axis',
    message: `expected points that learn something different, got two that differ only in keys that a run's id leaves out (\`${a.id}\`)`,
    hints: [`no axis can vary ${leftOutOfId.map(({ path }) => `\`${path}\``).join(', ')}`],
  };
}

function createPoint(
  id: string,
  experiment: Experiment,
  overrides: readonly Override[],
  tree: () => MapNode,
): ResolvedPoint {
  let yaml: string | undefined;
  return {
    id,
    overrides: plainOverrides(overrides),
    experiment,
    tree,
    get yaml() {
      return (yaml ??= experimentYaml(experiment));
    },
  };
}

function plainOverrides(overrides: readonly Override[]): SweepPoint['overrides'] {
  return Object.fromEntries(overrides.map(({ path, value }) => [path.join('.'), toPlain(value)]));
}

/** `loss.type="dice", seed=1` */
export function describePoint(overrides: SweepPoint['overrides']): string {
  return Object.entries(overrides)
    .map(([path, value]) => `${path}=${JSON.stringify(value)}`)
    .join(', ');
}

/** The axes that are right; `whole` if all are. */
function axesOf(
  sweep: Node,
  tree: MapNode,
  schema: z.ZodType,
  report: Report,
): { readonly axes: readonly NodeAxis[]; readonly whole: boolean } {
  const grid = nodeAt(sweep, ['grid']);
  if (grid?.kind !== 'map') return { axes: [], whole: false };
  const axes = [...grid.entries].flatMap(([path, { key, node }]): NodeAxis[] =>
    node.kind === 'list' && node.items.length > 0
      ? [{ path, values: axisValues(parsePath(path), key, node, report) }]
      : [],
  );
  const right = axes.filter((axis) => checkAxis(axis, axes, tree, schema, report));
  return { axes: right, whole: right.length === grid.entries.size };
}

/** Checks an axis together with the others: its path may be a parameter of a component that another axis chooses. */
function checkAxis(
  axis: NodeAxis,
  axes: readonly NodeAxis[],
  tree: MapNode,
  schema: z.ZodType,
  report: Report,
): boolean {
  const [override] = axis.values as [Override];
  const why = override.path[0] === 'sweep' ? 'a sweep cannot contain a sweep' : leftOut(override.path)?.why;
  if (why !== undefined) {
    report({
      code: 'bad-axis',
      message: `expected an axis that changes what is learned, got \`${axis.path}\`, which cannot be swept: ${why}`,
      where: whereIs(override.key),
      hints: ['remove this axis'],
    });
    return false;
  }
  const section = (path: string) => path.replace(/(^|\.)type$/, '');
  const above = axes
    .filter((other) => other !== axis && axis.path.startsWith(`${section(other.path)}.`))
    .flatMap(({ values }) => values);
  const silent = () => undefined;
  const brings = (other: Override) =>
    checkPath(tree, schema, other, 'bad-axis', silent) &&
    checkPath(applyOverride(tree, schema, other), schema, override, 'bad-axis', silent);
  const fits = above.some(brings) || checkPath(tree, schema, override, 'bad-axis', report);
  return fits && axis.values.every((value) => checkUnset(tree, schema, value, 'bad-axis', report));
}

function axisValues(path: readonly string[], key: Origin, list: ListNode, report: Report): Override[] {
  const seen = new Set<string>();
  return list.items.map((item) => {
    const text = canonical(toPlain(item));
    if (seen.has(text))
      report({
        code: 'bad-axis',
        message: `expected different values, got \`${text}\` twice in axis \`${path.join('.')}\``,
        where: whereIs(item.origin),
        hints: ['remove one of them'],
      });
    seen.add(text);
    return { path, key, value: mapOrigins(item, (origin) => ({ ...origin, by: 'axis' })) };
  });
}

/** Sorts overrides: a section before its parts, a `type` before its parameters, whatever the order of the axes. */
function ordered(overrides: readonly Override[]): readonly Override[] {
  if (overrides.length < 2) return overrides;
  const rank = ({ path }: Override) => path.length * 2 - (path.at(-1) === 'type' ? 1 : 0);
  return overrides.toSorted((a, b) => rank(a) - rank(b));
}

/** Adds to a problem the point at which it occurs, and the axis that wrote the value. */
function withPoint(problem: Problem, overrides: readonly Override[]): Problem {
  const axis = overrides.find(({ value }) => samePlace(problem, value) || contains(value, problem));
  const message = axis ? `axis \`${axis.path.join('.')}\`: ${problem.message}` : problem.message;
  const point = describePoint(plainOverrides(overrides));
  return { ...problem, message, hints: [...(problem.hints ?? []), `in the sweep point ${point}`] };
}

function samePlace({ where }: Problem, { origin }: Node): boolean {
  const place = whereIs(origin);
  return where !== undefined && place.file === where.file && place.line === where.line && place.column === where.column;
}

function contains(node: Node, problem: Problem): boolean {
  if (node.kind === 'scalar') return samePlace(problem, node);
  const inner = node.kind === 'list' ? node.items : [...node.entries.values()].map((entry) => entry.node);
  return inner.some((item) => contains(item, problem));
}

function reportOnce(report: Report): Report {
  const seen = new Set<string>();
  return (problem) => {
    if (!seen.has(identify(problem))) report(problem);
    seen.add(identify(problem));
  };
}

function identify({ code, message, where }: Problem): string {
  return [code, message, where?.file, where?.line, where?.column].join(' ');
}
