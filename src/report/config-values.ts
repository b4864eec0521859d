import type { Leaf } from '../runs/leaves.ts';
import type { Origins } from '../runs/origins.ts';
import type { ReportValue } from './document.ts';

type Layer = ReportValue['layers'][number];

export interface ConfigContent {
  /** Every value by its path. */
  readonly config: ReadonlyMap<string, Leaf>;
  readonly origins?: Origins | undefined;
  /** The values that the point of a sweep sets, by their paths. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Each value of a configuration with the layers that wrote it. A value that is another one than where it comes from was
 * changed when the run was resumed; for a point of a sweep, whose origins are those of the sweep's file, its axes come
 * last. Of runs that kept no origins it is only known that the value was written.
 */
export function configValues({ config, origins, overrides = {} }: ConfigContent): ReportValue[] {
  const known = new Map(origins?.values.map((value) => [value.path, value]));
  return [...config].map(([path, leaf]) => {
    const value = String(leaf);
    const { description, layers = [] } = known.get(path) ?? {};
    const told = layers.map(({ by, where, value: written }): Layer => ({
      by,
      value: textOf(written),
      ...(where !== undefined && { where }),
    }));
    return {
      path,
      value,
      ...(description !== undefined && { description }),
      layers: withLast(told, path, value, { overrides, hasOrigins: origins !== undefined }),
    };
  });
}

function withLast(
  told: readonly Layer[],
  path: string,
  value: string,
  { overrides, hasOrigins }: { readonly overrides: Readonly<Record<string, unknown>>; readonly hasOrigins: boolean },
): Layer[] {
  const axis = Object.keys(overrides).find((key) => path === key || path.startsWith(`${key}.`));
  if (axis !== undefined) return [...told.filter(({ by }) => by !== 'axis'), { by: 'axis', where: axis, value }];
  const last = told.at(-1);
  if (!hasOrigins) return [{ by: 'written', value }];
  if (!last) return [{ by: 'default', value }];
  const isTemplate = last.value.includes('${');
  return isTemplate || sameValue(last.value, value) ? [...told] : [...told, { by: 'resume', value }];
}

/** A list of plain values is written `1, 2, 3`, as `leaves` writes it. */
function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `1e-3` in a file and on the command line is 0.001. */
function sameValue(written: string, value: string): boolean {
  return written === value || (written.trim() !== '' && Number(written) === Number(value));
}
