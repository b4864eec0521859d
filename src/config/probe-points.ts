import { expandGrid, gridSize, type Axis } from '../sweep/grid.ts';
import { isAbove } from './check-axes.ts';
import { overridesOf } from './check-parts.ts';
import type { Override } from './override.ts';
import type { Choice } from './sweep-parts.ts';

/** More combinations than these are not searched for one in which a value counts. */
const maxCombinations = 1000;

/** Whether a key is absent in some combinations: what varies beside it decides whether there is such a key. */
export function conditionalKeys(units: readonly Axis<Choice>[]): (override: Override) => boolean {
  const paths = units.map((unit) => [...new Map(overridesOf(unit).map(({ path }) => [path.join('.'), path])).values()]);
  const conditional = new Set<string>();
  for (const [index, own] of paths.entries()) {
    const others = paths.filter((_, other) => other !== index).flat();
    for (const path of own) if (others.some((other) => isAbove(other, path))) conditional.add(path.join('.'));
  }
  return ({ path }) => conditional.has(path.join('.'));
}

/**
 * Combinations that have every choice of every unit at least once, the others at their first, or where the choice
 * would not count there, at those that make it count. They are checked before all combinations: their number is the sum
 * of the units' lengths, not the product.
 * @param counts whether everything that the choice writes has a key in the combination
 */
export function probePoints(
  units: readonly Axis<Choice>[],
  counts: (choice: Choice, combination: readonly Choice[]) => boolean,
): (readonly Choice[])[] {
  const first = units.map(({ values }) => values[0]!);
  return units.flatMap(({ values }, index) =>
    values.slice(index === 0 ? 0 : 1).map((choice) => {
      const probe = first.with(index, choice);
      if (counts(choice, probe)) return probe;
      return combinationsAbove(units, index, probe).find((each) => counts(choice, each)) ?? probe;
    }),
  );
}

/** The probe with all combinations of the units that decide which keys one of them has. */
function combinationsAbove(
  units: readonly Axis<Choice>[],
  index: number,
  probe: readonly Choice[],
): (readonly Choice[])[] {
  const own = overridesOf({ values: [probe[index]!] });
  const decides = (unit: Axis<Choice>) =>
    overridesOf(unit).some((other) => own.some(({ path }) => isAbove(other.path, path)));
  const free = units.map((unit, other) => ({
    values: other !== index && decides(unit) ? unit.values : [probe[other]!],
  }));
  return gridSize(free) > maxCombinations ? [] : expandGrid(free);
}
