import { sha256 } from '../core/file-hash.ts';
import type { LoadedExperiment, SweepPoint } from '../config/index.ts';

const longestSlug = 120;

/**
 * Name of a sweep's folder. It doesn't depend on values, so that added values join the finished points. It always
 * differs from the name of a run of the same experiment without its sweep.
 *
 * @param axes the keys that vary, for a further sweep of an experiment whose first one asked something else
 */
export function sweepFolderName(
  { experiment, id }: Pick<LoadedExperiment, 'experiment' | 'id'>,
  axes?: readonly string[],
): string {
  const digest = sha256(['sweep', id, ...(axes ?? [])].join(' ')).slice(0, 8);
  return `${experiment.name}-${digest}`;
}

/** A point of an experiment, or of a ledger. */
interface Named extends Pick<SweepPoint, 'overrides'> {
  readonly label?: string | undefined;
}

/** Name of a point's run: its values, for TensorBoard's list of runs, then its id, which makes it unique. */
export function pointName(point: Named & Pick<SweepPoint, 'id'>): string {
  const { id } = point;
  const slug = labelOf(point)
    .replaceAll(/[^a-z0-9._=,+-]+/gi, '_')
    .replace(/^[._-]+/, '');
  return [slug.slice(0, longestSlug), id].filter((part) => part !== '').join('-');
}

/** What a point is called: by its name in the sweep, or by what it sets. Empty if it sets nothing. */
export function labelOf({ overrides, label }: Named): string {
  return label ?? describeOverrides(overrides);
}

/** `loss.type=focal,optimizer.lr=0.0003` */
export function describeOverrides(overrides: SweepPoint['overrides']): string {
  return Object.entries(overrides)
    .map(([path, value]) => `${path}=${formatValue(value)}`)
    .join(',');
}

/** A value on one line: `{type: focal, gamma: 2}` is written `focal gamma=2`. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(formatValue).join('+');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => (key === 'type' ? formatValue(inner) : `${key}=${formatValue(inner)}`))
    .join(' ');
}
