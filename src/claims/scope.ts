import { namesMeant, parseMetricName } from '../tasks/semantic/metric-name.ts';
import type { Expression } from './expression.ts';

/** Points of a sweep that differ in their seed only, as far as an expression may name them. */
export interface Group {
  readonly key: string;
  /** Its name in the sweep. */
  readonly name?: string | undefined;
  /** The values of all keys that the sweep varies, but for the seed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What its runs measure, without the split: `iou/macro/image`, `loss`. */
  readonly figures: readonly string[];
  /** What is measured beside it. A beginning means these only if it means none of `figures`. */
  readonly beside?: readonly string[];
}

/** What an expression may name. */
export interface Scope {
  readonly groups: readonly Group[];
  /** Names of a question's own, each with what it stands for. */
  readonly names: ReadonlyMap<string, Expression>;
}

/** The share of the steps' time that a run waited for batches. It is a measured time, which no run repeats exactly. */
export const waitName = 'time/data_wait';

/** The splits of which a result has figures. */
const splits = ['test', 'val'];

/** The full names of the figures of a group that are meant, each with its split: `test/` if none is written. */
export function figuresMeant(written: string, { figures, beside = [] }: Pick<Group, 'figures' | 'beside'>): string[] {
  if (written === waitName) return [waitName];
  const parsed = parseMetricName(written);
  if (!parsed) return [];
  const split = parsed.split ?? 'test';
  if (!splits.includes(split)) return [];
  const rest = parsed.split === undefined ? written : written.slice(split.length + 1);
  const own = namesMeant(rest, figures);
  const meant = own.length > 0 ? own : namesMeant(rest, beside);
  return meant.map((name) => `${split}/${name}`);
}
