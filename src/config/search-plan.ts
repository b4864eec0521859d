import { componentOf, defaultTrials, type SweepSection } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { ComponentReference, Position, SearchSpace } from '../registry/index.ts';
import type { Axis } from '../sweep/grid.ts';
import { dimensionOf } from '../sweep/search-range.ts';
import { checkAxis, checkKey, type AxisContext } from './check-axes.ts';
import { checkSeeds, overridesOf } from './check-parts.ts';
import { experimentId } from './identity.ts';
import { interpolate } from './interpolate.ts';
import type { Override } from './override.ts';
import type { Report } from './parse.ts';
import { conditionalKeys } from './probe-points.ts';
import { pointResolver, type PointResolver, type ResolveContext } from './resolve-points.ts';
import { searchKeys, type SearchedKey } from './search-keys.ts';
import {
  activity,
  endPlaces,
  endPositions,
  overrideAt,
  overrideOf,
  overridesAt,
  positionOf,
  rankOf,
} from './search-space.ts';
import { createPoint, seedOf, type ResolvedPoint, type SweepPoint } from './sweep-points.ts';
import { readSweepParts, seedsFactor, type Choice, type SweepParts } from './sweep-parts.ts';
import { nodeAt, parsePath, toPlain, type MapNode, type Node } from './tree.ts';
import { schemaAlong } from './walk-schema.ts';

/** A search that a sweep asks for. What can be checked before it begins is checked. */
export interface LoadedSearch {
  readonly reference: ComponentReference;
  /** How many points it tries, each with all seeds. */
  readonly trials: number;
  readonly seeds: number;
  /** What it varies, in the order of the space's dimensions. */
  readonly keys: readonly Pick<SearchedKey, 'path' | 'range' | 'only'>[];
  readonly space: SearchSpace;
  /** The values at a place, by path. */
  valuesAt(position: Position): Readonly<Record<string, unknown>>;
  /** The place of values; undefined if one is outside of its range, as it may be after a change of the file. */
  positionOf(values: Readonly<Record<string, unknown>>): Position | undefined;
  /**
   * The point with these values, and with a seed, of which 0 is the experiment's own. Its problems if it can't run, or
   * that the sweep leaves it out.
   */
  point(values: Readonly<Record<string, unknown>>, seed: number): SweepPoint | 'excluded' | readonly Problem[];
}

export interface PlannedSearch {
  readonly search: LoadedSearch;
  /** Points that have each end of each range and each choice once. */
  readonly ends: readonly ResolvedPoint[];
}

/**
 * Reads what a search varies, and checks it at the ends of each range. Undefined if something is wrong, which is
 * reported.
 */
export function planSearch(
  tree: MapNode,
  sweep: Node,
  section: SweepSection | undefined,
  context: ResolveContext,
  report: Report,
): PlannedSearch | undefined {
  const { schema } = context;
  let isWhole = section !== undefined;
  const tell: Report = (problem) => {
    isWhole = false;
    report(problem);
  };
  const parts = readSweepParts(sweep, tell);
  const found = searchKeys(sweep, { tree, schema, loads: loader(tree, sweep, context) }, tell);
  const keys = rightKeys(
    found.toSorted((a, b) => rankOf(a) - rankOf(b)),
    parts,
    sweep,
    { tree, schema },
    tell,
  );
  const mayBeAbsent = conditionalKeys(keys.map(unitOf));
  const resolverOf = (told: Report) => pointResolver(tree, context, parts.excluded, isWhole, told);
  const pointOf = (overrides: readonly Override[], by: PointResolver): ResolvedPoint | 'excluded' | undefined => {
    const resolved = by.resolve([{ overrides }], mayBeAbsent);
    if (resolved === undefined || resolved === 'excluded') return resolved;
    const { experiment } = resolved;
    return createPoint(experimentId(experiment, context), experiment, resolved.overrides, undefined, by);
  };
  const resolver = resolverOf(tell);
  const space: SearchSpace = {
    dimensions: keys.map(({ range }) => dimensionOf(range)),
    isActive: activity(keys, resolver, mayBeAbsent),
  };
  const ends = new Map<string, ResolvedPoint>();
  for (const position of endPositions(keys, space)) {
    const point = pointOf(overridesAt(keys, position), resolver);
    if (point && point !== 'excluded') ends.set(point.id, point);
  }
  if (!isWhole || !section?.search) return undefined;

  const firstSeed = seedOf(tree, context);
  const byPath = (path: string) => keys.filter((key) => key.path === path);
  const search: LoadedSearch = {
    reference: componentOf(section.search),
    trials: section.trials ?? defaultTrials,
    seeds: section.seeds ?? 1,
    keys,
    space,
    valuesAt: (position) =>
      Object.fromEntries(overridesAt(keys, position).map(({ path, value }) => [path.join('.'), toPlain(value)])),
    positionOf: (values) => positionOf(values, keys, space),
    point(values, seed) {
      const problems: Problem[] = [];
      const overrides = Object.entries(values).map(([path, value]) => overrideOf(path, value, byPath(path), sweep));
      const seeded = section.seeds === undefined ? [] : [overrideOf('seed', firstSeed + seed, [], sweep)];
      return (
        pointOf(
          [...overrides, ...seeded],
          resolverOf((problem) => problems.push(problem)),
        ) ?? problems
      );
    },
  };
  return { search, ends: [...ends.values()] };
}

/**
 * The keys without those that no combination has, which are reported, as is what is wrong with `exclude` and `seeds`.
 */
function rightKeys(
  keys: readonly SearchedKey[],
  parts: SweepParts,
  sweep: Node,
  { tree, schema }: Pick<AxisContext, 'tree' | 'schema'>,
  report: Report,
): readonly SearchedKey[] {
  const units = keys.map(unitOf);
  const axes: AxisContext = { tree, schema, others: units.flatMap(overridesOf) };
  const right = keys.filter((_, index) => checkAxis(overridesOf(units[index]!), axes, report));
  for (const override of parts.excluded.flat()) checkKey(override, axes, report);
  checkSeeds(seedsFactor(sweep, 0), { ...parts, factors: units }, report);
  return right;
}

function unitOf(key: SearchedKey): Axis<Choice> {
  return { values: endPlaces(key).map((place) => ({ overrides: [overrideAt(key, place)] })) };
}

/** Whether a component may have a type, with those parameters of the experiment's own that the type has too. */
function loader(tree: MapNode, sweep: Node, context: ResolveContext) {
  const { schema, environment } = context;
  const resolver = pointResolver(tree, context, [], true, () => undefined);
  return (path: string, type: string): boolean => {
    const written = resolver.write([overrideOf(`${path}.type`, type, [], sweep)]).tree;
    const filled = interpolate(written, schema, environment, () => undefined);
    const section = nodeAt(filled, parsePath(path));
    const wanted = schemaAlong(schema, parsePath(path), toPlain(filled)).schema;
    return section !== undefined && wanted !== undefined && wanted.safeParse(toPlain(section)).success;
  };
}
