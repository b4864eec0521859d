import { distribution as distributionSchema, type Distribution } from '../../schemas/index.ts';
import { draw } from '../sweep/draw.ts';
import type { Axis } from '../sweep/grid.ts';
import { canonical } from './canonical.ts';
import { mapOrigins } from './map-origins.ts';
import type { Override } from './override.ts';
import type { Report } from './parse.ts';
import { nodeAt, parsePath, toPlain, whereIs, type Entry, type MapNode, type Node, type Origin } from './tree.ts';

/** What a point takes as a whole: a value of an axis, values that belong together, or a point with a name. */
export interface Choice {
  readonly overrides: readonly Override[];
  /** What a named point is called. */
  readonly name?: string;
}

/** A key whose values are drawn. */
export interface Dimension {
  readonly path: string;
  readonly key: Origin;
  readonly distribution: Distribution;
  readonly node: Node;
}

export interface RandomPart {
  readonly points: number;
  readonly seed: number;
  readonly over: readonly Dimension[];
}

/** The parts of a sweep section, with the place of each value. What isn't as the schema wants is left out. */
export interface SweepParts {
  /** Each point takes one choice of each, in this order. */
  readonly factors: readonly Axis<Choice>[];
  readonly random?: RandomPart;
  readonly included: readonly Choice[];
  readonly excluded: readonly Override[][];
}

export function readSweepParts(sweep: Node, report: Report): SweepParts {
  const random = nodeAt(sweep, ['random']);
  const drawn = random?.kind === 'map' ? randomPart(random) : undefined;
  return {
    factors: [
      ...gridFactors(entriesAt(sweep, 'grid'), report),
      ...zipFactor(entriesAt(sweep, 'zip'), report),
      ...pointsFactor(entriesAt(sweep, 'points')),
    ],
    ...(drawn && { random: drawn }),
    included: itemsAt(sweep, 'include').map((item) => ({ overrides: overridesOf(item) })),
    excluded: itemsAt(sweep, 'exclude').map(overridesOf),
  };
}

/** More are refused as too many points. */
const maxSeeds = 200_000;

/** The seeds from the experiment's own on. Their place is that of the number of seeds. */
export function seedsFactor(sweep: Node, first: number): Axis<Choice>[] {
  const node = nodeAt(sweep, ['seeds']);
  if (node?.kind !== 'scalar' || typeof node.value !== 'number' || node.value < 1) return [];
  const origin: Origin = { ...node.origin, by: 'axis' };
  const values = Array.from({ length: Math.min(node.value, maxSeeds) }, (_, index): Choice => {
    const value: Node = { kind: 'scalar', origin, value: first + index };
    return { overrides: [{ path: ['seed'], key: origin, value }] };
  });
  return [{ values }];
}

/** One draw of all keys. */
export function drawChoice({ seed, over }: RandomPart, index: number): Choice {
  return {
    overrides: over.map(({ path, key, distribution, node }) => {
      const value = draw(distribution, { seed, path, index });
      return overrideOf(
        path,
        key,
        (distribution.type === 'choice' && nodeAt(node, ['values', value])) || {
          kind: 'scalar',
          origin: node.origin,
          value,
        },
      );
    }),
  };
}

/** The values between which the draws of a key lie, or about which, or those among which they choose. */
export function endsOf({ path, key, distribution, node }: Dimension): Choice[] {
  const ends =
    distribution.type === 'choice'
      ? (nodeAt(node, ['values']) as Node & { items: Node[] }).items
      : ['low', 'high', 'mean'].flatMap((end) => nodeAt(node, [end]) ?? []);
  return ends.map((end) => ({ overrides: [overrideOf(path, key, end)] }));
}

function gridFactors(axes: readonly [string, Entry][], report: Report): Axis<Choice>[] {
  return axes.flatMap(([path, { key, node }]) => {
    if (node.kind !== 'list' || node.items.length === 0) return [];
    reportRepeated(path, node.items, report);
    return [{ values: node.items.map((item) => ({ overrides: [overrideOf(path, key, item)] })) }];
  });
}

function zipFactor(axes: readonly [string, Entry][], report: Report): Axis<Choice>[] {
  const lists = axes.flatMap(([path, { key, node }]) =>
    node.kind === 'list' ? [{ path, key, items: node.items }] : [],
  );
  const [first, ...others] = lists;
  if (!first) return [];
  for (const { path, key, items } of others)
    if (items.length !== first.items.length)
      report({
        code: 'bad-axis',
        message: `expected ${first.items.length} values in \`${path}\`, as \`${first.path}\` has, got ${items.length}`,
        where: whereIs(key),
        hints: ['values of `zip` belong together one by one; `grid` combines each with each'],
      });
  const length = Math.min(...lists.map(({ items }) => items.length));
  const choices = Array.from({ length }, (_, index) => ({
    overrides: lists.map(({ path, key, items }) => overrideOf(path, key, items[index]!)),
  }));
  return choices.length === 0 ? [] : [{ values: choices }];
}

function pointsFactor(points: readonly [string, Entry][]): Axis<Choice>[] {
  const values = points.map(([name, { node }]) => ({ name, overrides: overridesOf(node) }));
  return values.length === 0 ? [] : [{ values }];
}

function randomPart(random: MapNode): RandomPart | undefined {
  const { points, seed = 0 } = toPlain(random) as { points?: unknown; seed?: unknown };
  const over = entriesAt(random, 'over').flatMap(([path, { key, node }]): Dimension[] => {
    const { data } = distributionSchema.safeParse(toPlain(node));
    return data ? [{ path, key, distribution: data, node }] : [];
  });
  return typeof points === 'number' && typeof seed === 'number' ? { points, seed, over } : undefined;
}

function overridesOf(node: Node): Override[] {
  if (node.kind !== 'map') return [];
  return [...node.entries].map(([path, entry]) => overrideOf(path, entry.key, entry.node));
}

function overrideOf(path: string, key: Origin, value: Node): Override {
  return { path: parsePath(path), key, value: mapOrigins(value, (origin) => ({ ...origin, by: 'axis' })) };
}

function entriesAt(node: Node, key: string): [string, Entry][] {
  const section = nodeAt(node, [key]);
  return section?.kind === 'map' ? [...section.entries] : [];
}

function itemsAt(node: Node, key: string): readonly Node[] {
  const list = nodeAt(node, [key]);
  return list?.kind === 'list' ? list.items : [];
}

function reportRepeated(path: string, items: readonly Node[], report: Report): void {
  const seen = new Set<string>();
  for (const item of items) {
    const text = canonical(toPlain(item));
    if (seen.has(text))
      report({
        code: 'bad-axis',
        message: `expected different values, got \`${text}\` twice in axis \`${path}\``,
        where: whereIs(item.origin),
        hints: ['remove one of them'],
      });
    seen.add(text);
  }
}
