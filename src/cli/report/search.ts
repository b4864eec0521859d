import { componentOf, type SweepSection } from '../../../schemas/index.ts';
import type { LoadedSearch } from '../../config/index.ts';
import type { SearchRange } from '../../registry/index.ts';
import { formatValue } from '../../sweep/names.ts';

/** What a search varies, a line for each key: its range, and where it has one. */
export function describeSearch(
  { reference, trials, seeds, keys }: LoadedSearch,
  prune: SweepSection['prune'],
): readonly string[] {
  const ofSeeds = seeds > 1 ? `, each with ${seeds} seeds` : '';
  const width = Math.max(...keys.map(({ path }) => path.length));
  return [
    `search  ${formatValue(reference)}: ${trials} trials${ofSeeds}`,
    ...keys.map(({ path, range, only }, index) => {
      const where = only ? `  where ${only.path} is ${only.types.join(' or ')}` : '';
      return `${index === 0 ? 'over' : '    '}    ${path.padEnd(width)}  ${describeRange(range)}${where}`;
    }),
    ...(prune === undefined ? [] : [`prune   ${formatValue(componentOf(prune))}`]),
  ];
}

/** The same for scripts. */
export function searchJson({ reference, trials, seeds, keys }: LoadedSearch): object {
  return {
    ...reference,
    trials,
    seeds,
    over: keys.map(({ path, range, only }) => ({ path, ...range, ...(only && { only }) })),
  };
}

function describeRange(range: SearchRange): string {
  if (range.type === 'choice') return range.values.map(formatValue).join(', ');
  return `${range.type} ${range.low} to ${range.high}`;
}
