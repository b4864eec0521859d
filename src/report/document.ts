import { z } from 'zod';
import { runStatuses } from '../runs/record.ts';
import type { Spread as SpreadOfValues } from '../runs/spread.ts';

/**
 * What the page of a report draws: one JSON document, which lies in the page. Lists of pairs stand where names are the
 * user's own, since a name may be `__proto__`. Numbers that JSON lacks are null.
 */
const number = z.number().nullable();
const spread = z.object({ mean: number, deviation: number, count: z.int() });
const direction = z.enum(['max', 'min']);

/** A figure of a run: `val/iou/macro/image`, `test/loss`. */
const figure = z.object({ name: z.string(), value: number, direction });

/** A key that differs between the runs, and the value that one of them has. */
const setting = z.object({ key: z.string(), text: z.string(), number: z.number().optional() });

const run = z.object({
  /** Path of its folder, relative to the folder of the runs. */
  path: z.string(),
  name: z.string(),
  id: z.string(),
  /** `waiting`: a point of a sweep that has no run yet. */
  status: z.enum([...runStatuses, 'unknown', 'waiting', 'lost', 'unreadable']),
  step: z.int(),
  totalSteps: z.int(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  seconds: z.number(),
  error: z.string().optional(),
  seed: z.int().optional(),
  settings: z.array(setting),
  /** The best validation by the metric that decides. */
  validation: z.object({ metric: z.string(), direction, value: number, step: z.int() }).optional(),
  figures: z.array(figure),
});

/** Runs that are equal but for their seed, the best group first. */
const group = z.object({
  /** Places in `runs`, the best first. */
  runs: z.array(z.int()),
  settings: z.array(setting),
  /** The spread of the values by which groups are ranked; absent where no run has one. */
  validation: spread.optional(),
  figures: z.array(figure.omit({ value: true }).extend(spread.shape)),
  /** Whether the distance to the first group is no larger than seeds alone make it; absent where that can't be said. */
  withinSpread: z.boolean().optional(),
});

const curve = z.object({
  /** The place in `runs`. */
  run: z.int(),
  /** `loss`, `iou/macro/image`. */
  tag: z.string(),
  split: z.string(),
  steps: z.array(z.int()),
  values: z.array(number),
  /** How many values there are, if not all of them are here. */
  of: z.int().optional(),
});

/** When a run was at a step, for some of its steps. */
const clock = z.object({
  /** The place in `runs`. */
  run: z.int(),
  /** ISO 8601, of the first of these steps. */
  startedAt: z.string(),
  steps: z.array(z.int()).min(1),
  /** Since `startedAt`. They never fall. */
  seconds: z.array(z.number()),
});

/** A swept key, and how the runs with each of its values do. */
const axis = z.object({
  key: z.string(),
  isNumeric: z.boolean(),
  values: z.array(setting.omit({ key: true }).extend({ runs: z.array(z.int()), validation: spread.optional() })),
});

/** A image as a `data:` address. */
const image = z.object({ source: z.string(), width: z.int(), height: z.int() });

const classFigures = z.object({
  name: z.string(),
  /** RGB, 0 to 255. */
  color: z.tuple([z.int(), z.int(), z.int()]).optional(),
  /** Pixels of the class in the masks. */
  pixels: z.number().optional(),
  /** In the order of `columns`. */
  values: z.array(number),
});

const classes = z.object({
  /** The figures that `values` of each class are. */
  columns: z.array(z.object({ name: z.string(), direction })),
  rows: z.array(classFigures),
  split: z.string(),
  /** Pixels: `[actual][predicted]`. */
  confusion: z.array(z.array(z.number())).optional(),
});

const photo = z.object({
  place: z.enum(['worst', 'best']),
  rank: z.int(),
  name: z.string(),
  score: number,
  image,
  truth: image,
  prediction: image,
});

/** The same sample at some validations, the first one first. */
const panel = z.object({ name: z.string(), views: z.array(image.extend({ step: z.int() })) });

/** A layer that wrote a value: a default, a file, an argument, an axis. */
const layer = z.object({
  by: z.enum(['default', 'file', 'set', 'axis', 'resume', 'written']),
  where: z.string().optional(),
  value: z.string(),
});

const configValue = z.object({
  path: z.string(),
  value: z.string(),
  description: z.string().optional(),
  /** The lowest layer first; the last one decides. */
  layers: z.array(layer).min(1),
});

const fact = z.object({ name: z.string(), value: z.string() });

/** One run in full. */
const detail = z.object({
  run: z.int(),
  classes: classes.optional(),
  panels: z.array(panel),
  photos: z.array(photo),
  /** The contact sheet of an evaluation that kept no single photos. */
  sheet: image.optional(),
  evaluations: z.array(z.object({ name: z.string(), what: z.string(), photos: z.int(), figures: z.array(figure) })),
  config: z.array(configValue),
  facts: z.array(fact),
  attempts: z.array(z.object({ title: z.string(), facts: z.array(fact) })),
  inputs: z.array(fact),
  skipped: z.array(z.object({ split: z.string(), name: z.string(), reason: z.string() })),
});

export const reportSchema = z.object({
  version: z.literal(1),
  kind: z.enum(['run', 'sweep', 'runs']),
  title: z.string(),
  description: z.string().optional(),
  /** ISO 8601. */
  createdAt: z.string(),
  tessera: z.string(),
  /** The figure by which runs are ranked; absent if no run has validated yet. */
  decides: z.object({ metric: z.string(), direction }).optional(),
  /** Ranked by validation, the best first. */
  runs: z.array(run).min(1),
  groups: z.array(group),
  axes: z.array(axis),
  curves: z.array(curve),
  clocks: z.array(clock),
  details: z.array(detail),
  /** What a reader has to know, such as runs that can't be read. */
  notes: z.array(z.string()),
});

export type Report = z.output<typeof reportSchema>;
export type ReportRun = z.output<typeof run>;
export type ReportGroup = z.output<typeof group>;
export type ReportAxis = z.output<typeof axis>;
export type ReportCurve = z.output<typeof curve>;
export type ReportClock = z.output<typeof clock>;
export type ReportDetail = z.output<typeof detail>;
export type ReportClasses = z.output<typeof classes>;
export type ReportValue = z.output<typeof configValue>;
export type ReportPanel = z.output<typeof panel>;
export type ReportPhoto = z.output<typeof photo>;
export type ReportImage = z.output<typeof image>;
export type Fact = z.output<typeof fact>;
export type Figure = z.output<typeof figure>;
export type Setting = z.output<typeof setting>;
export type Spread = z.output<typeof spread>;

/** Null for a number that JSON lacks. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function jsonSpread({ mean, deviation, count }: SpreadOfValues): Spread {
  return { mean: orNull(mean), deviation: orNull(deviation), count };
}
