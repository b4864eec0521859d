import type { SplitName } from '../../data/dataset.ts';

/**
 * What a figure is called everywhere: `[split/]metric[/average/per]`, such as `iou/macro/image`, `val/recall/micro/dataset`,
 * `loss`. The split is left out where the place says it: a folder of event files, `split` in `metrics.jsonl`, `test` in
 * `result.json`.
 */
export interface MetricName {
  readonly split?: SplitName;
  /** The component's type. */
  readonly metric: string;
  /** How classes become one value. */
  readonly average?: string;
  /** What has a value of its own: an image, a batch, the data set. */
  readonly per?: string;
}

export function formatMetricName({ split, metric, average, per }: MetricName): string {
  return [split, metric, average, per].filter((part) => part !== undefined).join('/');
}

/** Undefined if `name` is not of that form. The split's names are never a metric's. */
export function parseMetricName(name: string): MetricName | undefined {
  const parts = name.split('/');
  const split = splits.find((known) => known === parts[0]);
  const [metric, average, per, ...rest] = split === undefined ? parts : parts.slice(1);
  const given = [metric, average, per].filter((part) => part !== undefined);
  if (metric === undefined || rest.length > 0 || !given.every(isPart)) return undefined;
  return {
    ...(split !== undefined && { split }),
    metric,
    ...(average !== undefined && { average }),
    ...(per !== undefined && { per }),
  };
}

/** `val/iou/macro/image` for `iou/macro/image`. */
export function nameInSplit(split: SplitName, name: string): string {
  return `${split}/${name}`;
}

/** The name that is meant by it or by whole parts of its beginning: `iou` for `iou/macro/image`. Several if it is not clear. */
export function namesMeant(written: string, names: readonly string[]): string[] {
  return names.includes(written) ? [written] : names.filter((name) => name.startsWith(`${written}/`));
}

/** `iou`, `iou/macro`, `iou/macro/image`. */
export function beginnings(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, last) => parts.slice(0, last + 1).join('/'));
}

const splits = ['train', 'val', 'test'] as const satisfies readonly SplitName[];

function isPart(part: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(part) && !splits.some((split) => split === part);
}
