import type { z } from 'zod';
import type { Axis } from '../sweep/grid.ts';
import { checkAxis, checkKey, type AxisContext } from './check-axes.ts';
import type { Override } from './override.ts';
import type { Report } from './parse.ts';
import { endsOf, type Choice, type SweepParts } from './sweep-parts.ts';
import { whereIs, type MapNode } from './tree.ts';

/** What varies by itself: each drawn key, each axis of a grid, the values that belong together, the named points. */
export function unitsOf({ random, factors }: SweepParts): readonly Axis<Choice>[] {
  return [...(random?.over ?? []).map((dimension) => ({ values: endsOf(dimension) })), ...factors];
}

/** The parts without what is wrong, which is reported: paths that no combination has, or that vary twice. */
export function checkParts(parts: SweepParts, tree: MapNode, schema: z.ZodType, report: Report): SweepParts {
  const units = unitsOf(parts).map(overridesOf);
  const context: AxisContext = { tree, schema, others: units.flat() };
  const wrong = new Set<Override['key']>();
  const checkAll = (overrides: readonly Override[], inside: AxisContext) => {
    for (const values of sameKey(overrides)) if (!checkAxis(values, inside, report)) wrong.add(values[0]!.key);
  };
  for (const overrides of units) checkAll(overrides, context);
  for (const { overrides } of parts.included) checkAll(overrides, { tree, schema, others: overrides });
  reportTwice(units, wrong, report);
  for (const entry of parts.excluded)
    for (const override of entry) if (!checkKey(override, context, report)) wrong.add(override.key);

  const isRight = ({ key }: Pick<Override, 'key'>) => !wrong.has(key);
  const right = (choice: Choice): Choice => ({ ...choice, overrides: choice.overrides.filter(isRight) });
  return {
    ...(parts.random && { random: { ...parts.random, over: parts.random.over.filter(isRight) } }),
    factors: parts.factors.map(({ values }) => ({ values: values.map(right) })),
    included: parts.included.map(right),
    excluded: parts.excluded.filter((entry) => entry.every(isRight)),
  };
}

/** The seeds, unless an axis varies the seed too, which is reported. */
export function checkSeeds(seeds: readonly Axis<Choice>[], parts: SweepParts, report: Report): readonly Axis<Choice>[] {
  const all = [...unitsOf(parts).flatMap(overridesOf), ...parts.included.flatMap(({ overrides }) => overrides)];
  const other = all.find(({ path }) => path.join('.') === 'seed');
  if (seeds.length === 0 || !other) return seeds;
  report({
    code: 'bad-axis',
    message: 'expected either `seeds` or values of `seed`, got both',
    where: whereIs(other.key),
    hints: ['`seeds: 3` is `seed` at the value of the experiment and at the two that follow'],
  });
  return [];
}

export function overridesOf({ values }: Axis<Choice>): readonly Override[] {
  return values.flatMap(({ overrides }) => overrides);
}

/** Overrides by the place of their key: all values of an axis, or a value of a point. */
function sameKey(overrides: readonly Override[]): readonly Override[][] {
  const byKey = new Map<Override['key'], Override[]>();
  for (const override of overrides) byKey.set(override.key, [...(byKey.get(override.key) ?? []), override]);
  return [...byKey.values()];
}

function reportTwice(units: readonly (readonly Override[])[], wrong: Set<Override['key']>, report: Report): void {
  const seen = new Set<string>();
  for (const overrides of units) {
    const own = new Map(overrides.map((override) => [override.path.join('.'), override]));
    for (const [path, { key }] of own) {
      if (seen.has(path)) wrong.add(key);
      if (seen.has(path))
        report({
          code: 'bad-axis',
          message: `expected each key to vary in one place, got \`${path}\` in two`,
          where: whereIs(key),
          hints: ['`grid`, `zip`, `points` and `random` are combined: each key can be in one of them'],
        });
      seen.add(path);
    }
  }
}
