import type { Position, SearchSpace } from '../registry/index.ts';
import { placeOf, valueAt } from '../sweep/search-range.ts';
import { canonical } from './canonical.ts';
import { isAbove } from './check-axes.ts';
import { mapOrigins } from './map-origins.ts';
import type { Override } from './override.ts';
import type { PointResolver } from './resolve-points.ts';
import type { SearchedKey } from './search-keys.ts';
import { fromPlain, nodeAt, parsePath, toPlain, type Node } from './tree.ts';

/** A section before its parts, a `type` before its parameters: those decide whether there are these. */
export function rankOf({ path }: SearchedKey): number {
  const parts = parsePath(path);
  return parts.length * 2 - (parts.at(-1) === 'type' ? 1 : 0);
}

/** Whether a point has a key. It follows from the places of the keys above it. */
export function activity(
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
export function endPositions(keys: readonly SearchedKey[], space: SearchSpace): Position[] {
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

export function positionOf(
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

export function endPlaces({ range }: SearchedKey): number[] {
  if (range.type === 'choice') return [...range.values.keys()];
  return range.type === 'integer' ? [0, range.high - range.low] : [0, 1];
}

export function overridesAt(keys: readonly SearchedKey[], position: Position): Override[] {
  return keys.flatMap((key, index) => {
    const place = position[index];
    return place === undefined ? [] : [overrideAt(key, place)];
  });
}

/** The value at a place, with the place in the file of the choice, or of the end of the range. */
export function overrideAt({ path, key, range, node }: SearchedKey, place: number): Override {
  const value = valueAt(range, place);
  if (range.type === 'choice') return axisOverride(path, key, nodeAt(node, ['values', value])!);
  const end = value === range.low ? 'low' : value === range.high ? 'high' : undefined;
  const origin = (end && nodeAt(node, [end])?.origin) ?? node.origin;
  return axisOverride(path, key, { kind: 'scalar', origin, value });
}

/** A value that was proposed before, at the place of its range in the file, or of the sweep if it has none any more. */
export function overrideOf(path: string, value: unknown, keys: readonly SearchedKey[], sweep: Node): Override {
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
