import { componentOf, defaultTrials, type SweepSection } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { ComponentReference, Position, SearchSpace } from '../registry/index.ts';
import { dimensionOf, placeOf, valueAt } from '../sweep/search-range.ts';
import { canonical } from './canonical.ts';
import { checkAxis, checkKey, isAbove, type AxisContext } from './check-axes.ts';
import { checkSeeds } from './check-parts.ts';
import { experimentId } from './identity.ts';
import { interpolate } from './interpolate.ts';
import { mapOrigins } from './map-origins.ts';
import type { Override } from './override.ts';
import type { Report } from './parse.ts';
import { conditionalKeys } from './probe-points.ts';
import { pointResolver, type PointResolver, type ResolveContext } from './resolve-points.ts';
import { searchKeys, type SearchedKey } from './search-keys.ts';
import { createPoint, seedOf, type ResolvedPoint, type SweepPoint } from './sweep-points.ts';
import { readSweepParts, seedsFactor } from './sweep-parts.ts';
import { fromPlain, nodeAt, parsePath, toPlain, type MapNode, type Node } from './tree.ts';
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
   * The point with these values, and with a seed, of which 0 is the experiment's own. Its problems if it can't run, or that
   * the sweep leaves it out.
   */
  point(values: Readonly<Record<string, unknown>>, seed: number): SweepPoint | 'excluded' | readonly Problem[];
}

export interface PlannedSearch {
  readonly search: LoadedSearch;
  /** Points that have each end of each range and each choice once. */
  readonly ends: readonly ResolvedPoint[];
}

/** Reads what a search varies, and checks it at the ends of each range. Undefined if something is wrong, which is reported. */
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
  const keys = found.toSorted((a, b) => rankOf(a) - rankOf(b));
  const units = keys.map((key) => ({
    values: endPlaces(key).map((place) => ({ overrides: [overrideAt(key, place)] })),
  }));
  const axes: AxisContext = {
    tree,
    schema,
    others: units.flatMap(({ values }) => values.flatMap(({ overrides }) => overrides)),
  };
  for (const { values } of units)
    checkAxis(
      values.flatMap(({ overrides }) => overrides),
      axes,
      tell,
    );
  for (const override of parts.excluded.flat()) checkKey(override, axes, tell);
  checkSeeds(seedsFactor(sweep, 0), { ...parts, factors: units }, tell);
  if (!isWhole || !section?.search) return undefined;

  const mayBeAbsent = conditionalKeys(units);
  const resolverOf = (told: Report) => pointResolver(tree, context, parts.excluded, true, told);
  const resolver = resolverOf(tell);
  const space: SearchSpace = {
    dimensions: keys.map(({ range }) => dimensionOf(range)),
    isActive: activity(keys, resolver, mayBeAbsent),
  };
  const pointOf = (overrides: readonly Override[], by: PointResolver): ResolvedPoint | 'excluded' | undefined => {
    const resolved = by.resolve([{ overrides }], mayBeAbsent);
    if (resolved === undefined || resolved === 'excluded') return resolved;
    return createPoint(
      experimentId(resolved.experiment, context),
      resolved.experiment,
      resolved.overrides,
      undefined,
      by,
    );
  };
  const ends = new Map<string, ResolvedPoint>();
  for (const position of endPositions(keys, space)) {
    const point = pointOf(overridesAt(keys, position), resolver);
    if (point && point !== 'excluded') ends.set(point.id, point);
  }
  if (!isWhole) return undefined;

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

/** A section before its parts, a `type` before its parameters: those decide whether there are these. */
function rankOf({ path }: SearchedKey): number {
  const steps = parsePath(path);
  return steps.length * 2 - (steps.at(-1) === 'type' ? 1 : 0);
}

/** Whether a point has a key. It follows from the places of the keys above it. */
function activity(
  keys: readonly SearchedKey[],
  resolver: PointResolver,
  mayBeAbsent: (override: Override) => boolean,
): SearchSpace['isActive'] {
  const known = new Map<string, boolean>();
  return (dimension, before) => {
    const key = keys[dimension]!;
    const above = deciding(keys, dimension);
    const id = JSON.stringify([dimension, above.map((index) => before[index])]);
    const answer = known.get(id) ?? isThere(key, above);
    known.set(id, answer);
    return answer;

    function isThere({ only }: SearchedKey, deciders: readonly number[]): boolean {
      const decider = only && deciders.find((index) => keys[index]!.path === only.path);
      if (only && decider !== undefined) {
        const type = toPlain(overrideAt(keys[decider]!, before[decider] ?? 0).value);
        if (before[decider] === undefined || !only.types.includes(type as string)) return false;
      }
      const own = overrideAt(key, 0);
      if (!mayBeAbsent(own)) return true;
      const others = deciders.flatMap((index) => {
        const place = before[index];
        return place === undefined ? [] : [overrideAt(keys[index]!, place)];
      });
      return resolver.write([...others, own], mayBeAbsent).overrides.includes(own);
    }
  };
}

/** The dimensions that decide whether another has a key. */
function deciding(keys: readonly SearchedKey[], dimension: number): number[] {
  const path = parsePath(keys[dimension]!.path);
  return keys.flatMap((other, index) => (index < dimension && isAbove(parsePath(other.path), path) ? [index] : []));
}

/** The most combinations that are looked through for one in which a key is there. */
const maxCombinations = 1000;

/** Positions that have each end of each range and each choice, wherever there is a combination with that key. */
function endPositions(keys: readonly SearchedKey[], space: SearchSpace): Position[] {
  const positions: Position[] = [];
  for (const [dimension, key] of keys.entries())
    for (const place of endPlaces(key)) {
      let combinations = [new Map([[dimension, place]])];
      for (const decider of deciding(keys, dimension))
        combinations = combinations
          .flatMap((each) => endPlaces(keys[decider]!).map((end) => new Map([...each, [decider, end]])))
          .slice(0, maxCombinations);
      const all = combinations.map((chosen) => positionWith(chosen, space));
      const found = all.find((position) => position[dimension] !== undefined);
      if (found) positions.push(found);
    }
  return positions;
}

/** The position with these places, and with the first of the other dimensions. */
function positionWith(chosen: ReadonlyMap<number, number>, { dimensions, isActive }: SearchSpace): Position {
  const position: (number | undefined)[] = [];
  for (const index of dimensions.keys())
    position.push(isActive(index, position) ? (chosen.get(index) ?? 0) : undefined);
  return position;
}

function positionOf(
  values: Readonly<Record<string, unknown>>,
  keys: readonly SearchedKey[],
  { isActive }: SearchSpace,
): Position | undefined {
  const position: (number | undefined)[] = [];
  for (const [index, key] of keys.entries()) {
    const isThere = isActive(index, position) && Object.hasOwn(values, key.path);
    const place = isThere ? placeOfValue(key, values[key.path]) : undefined;
    if (isThere && place === undefined) return undefined;
    position.push(place);
  }
  return position;
}

function placeOfValue({ range }: SearchedKey, value: unknown): number | undefined {
  if (range.type !== 'choice') return placeOf(range, value);
  const index = range.values.findIndex((choice) => canonical(choice) === canonical(value));
  return index === -1 ? undefined : index;
}

function endPlaces({ range }: SearchedKey): number[] {
  if (range.type === 'choice') return [...range.values.keys()];
  return range.type === 'integer' ? [0, range.high - range.low] : [0, 1];
}

function overridesAt(keys: readonly SearchedKey[], position: Position): Override[] {
  return keys.flatMap((key, index) => {
    const place = position[index];
    return place === undefined ? [] : [overrideAt(key, place)];
  });
}

/** The value at a place, with the place in the file of the choice, or of the end of the range. */
function overrideAt({ path, key, range, node }: SearchedKey, place: number): Override {
  const value = valueAt(range, place);
  if (range.type === 'choice') return axisOverride(path, key, nodeAt(node, ['values', value])!);
  const end = value === range.low ? 'low' : value === range.high ? 'high' : undefined;
  const origin = (end && nodeAt(node, [end])?.origin) ?? node.origin;
  return axisOverride(path, key, { kind: 'scalar', origin, value });
}

/** A value that was proposed before, at the place of its range in the file, or of the sweep if it has none any more. */
function overrideOf(path: string, value: unknown, keys: readonly SearchedKey[], sweep: Node): Override {
  for (const key of keys) {
    const place = placeOfValue(key, value);
    if (place !== undefined && key.range.type === 'choice') return overrideAt(key, place);
  }
  const [first] = keys;
  return axisOverride(path, first?.key ?? sweep.origin, fromPlain(value, first?.node.origin ?? sweep.origin));
}

function axisOverride(path: string, key: Override['key'], value: Node): Override {
  return { path: parsePath(path), key, value: mapOrigins(value, (origin) => ({ ...origin, by: 'axis' })) };
}
