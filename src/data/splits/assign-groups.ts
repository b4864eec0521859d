/** Items that stay together. */
export interface Unit {
  /** How many items it has. */
  readonly size: number;
  /** In how many of its items each label is. */
  readonly labels: ReadonlyMap<number, number>;
}

/**
 * Assigns each unit to a part, so that every part gets its share of the items and of each label: iterative
 * stratification (Sechidis, Tsoumakas and Vlahavas 2011, "On the stratification of multi-label data", algorithm 1), of
 * units in place of single items. The rarest label goes first, each of its units to the part that lacks most of it; of
 * parts that lack the same, to the one that lacks most items. Units without labels are last. Each part gets a unit, if
 * there are as many units as parts.
 * @returns the part of each unit
 */
export function assignGroups(units: readonly Unit[], shares: readonly number[]): number[] {
  const total = units.reduce((sum, { size }) => sum + size, 0);
  const lacking = shares.map((share) => share * total);
  const totals = labelTotals(units);
  const lackingOf = new Map([...totals].map(([label, count]) => [label, shares.map((share) => share * count)]));
  const parts = units.map(() => -1);
  const empty = new Set(shares.keys());
  let waiting = units.length;

  const assign = (unit: number, label: number | undefined) => {
    const mustFill = empty.size >= waiting;
    const candidates = [...shares.keys()].filter((part) => !mustFill || empty.has(part));
    const ofLabel = label === undefined ? undefined : lackingOf.get(label)!;
    const part = candidates.reduce((best, next) => {
      const more = (ofLabel?.[next] ?? 0) - (ofLabel?.[best] ?? 0);
      return more > TINY || (Math.abs(more) <= TINY && lacking[next]! - lacking[best]! > TINY) ? next : best;
    });
    const { size, labels } = units[unit]!;
    parts[unit] = part;
    lacking[part]! -= size;
    for (const [own, count] of labels) {
      lackingOf.get(own)![part]! -= count;
      totals.set(own, totals.get(own)! - count);
    }
    empty.delete(part);
    waiting--;
  };

  for (let label = rarest(totals); label !== undefined; label = rarest(totals)) {
    for (const [unit, { labels }] of units.entries()) if (parts[unit] === -1 && labels.has(label)) assign(unit, label);
    totals.delete(label);
  }
  for (const unit of units.keys()) if (parts[unit] === -1) assign(unit, undefined);
  return parts;
}

/** Numbers of items that differ by less are equal. */
const TINY = 1e-9;

function labelTotals(units: readonly Unit[]): Map<number, number> {
  const totals = new Map<number, number>();
  for (const { labels } of units)
    for (const [label, count] of labels) totals.set(label, (totals.get(label) ?? 0) + count);
  return totals;
}

/** The label of which the fewest items wait, but some; of equals the smallest label. */
function rarest(totals: ReadonlyMap<number, number>): number | undefined {
  const left = [...totals].filter(([, count]) => count > 0);
  return left.reduce<[number, number] | undefined>(
    (best, next) => (!best || next[1] < best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best),
    undefined,
  )?.[0];
}
