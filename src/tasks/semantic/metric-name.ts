import type { SplitName } from '../../data/dataset.ts';

/**
 * The name of a figure: `[split/]metric[/average/per]`, such as `iou/macro/image`, `val/recall/micro/dataset`, `loss`.
 * The split is left out where the place tells it: in a folder of event files, beside `split` in `metrics.jsonl`, under
 * `test` in `result.json`.
 */
export interface MetricName {
  readonly split?: SplitName;
  /** The component's type. */
  readonly metric: string;
  /** How classes become one value. */
  readonly average?: string;
  /** The unit that has a value of its own: `image`, `batch` or `dataset`. */
  readonly per?: string;
}

export function formatMetricName({ split, metric, average, per }: MetricName): string {
  return [split, metric, average, per].filter((part) => part !== undefined).join('/');
}

/** Parses a name; undefined if it doesn't have that form. No metric has the name of a split. */
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

/** Whether a figure is a loss, of which less is better: `loss`, or a part of it, `loss/dice`. */
export function isLossName(name: string): boolean {
  return name === 'loss' || name.startsWith('loss/');
}

/** The name of the same figure with one value for each class: `iou/none/image` for `iou/macro/image`. */
export function nameByClass(name: string): string {
  const parsed = parseMetricName(name);
  return parsed ? formatMetricName({ ...parsed, average: 'none' }) : `${name} by class`;
}

/** The names that equal `written` or begin with it, in whole parts: `iou` may mean `iou/macro/image`. */
export function namesMeant(written: string, names: readonly string[]): string[] {
  return names.includes(written) ? [written] : names.filter((name) => name.startsWith(`${written}/`));
}

/** All beginnings of a name in whole parts: `iou`, `iou/macro`, `iou/macro/image`. */
export function beginnings(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, last) => parts.slice(0, last + 1).join('/'));
}

const splits = ['train', 'val', 'test'] as const satisfies readonly SplitName[];

function isPart(part: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(part) && !splits.some((split) => split === part);
}
