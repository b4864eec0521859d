import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from '../core/exists.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { RunDirectory } from './directory.ts';
import { finalFigures } from './result.ts';

/** A number, or what stands for one that JSON doesn't have. */
export type CurveValue = number | string | null;

/** The scalars of a run by name, such as `val/iou/macro/image`: the value at each step. */
export type Curves = ReadonlyMap<string, ReadonlyMap<number, CurveValue>>;

/** Scalars that measure time or memory: they are never the same twice. */
function isMeasured(name: string): boolean {
  return name.startsWith('run/time/') || name === 'train/data_wait';
}

/** The names that earlier versions gave to figures of the run itself. */
function currentName(name: string): string {
  if (name === 'train/learning_rate') return 'run/lr';
  if (name === 'train/grad_norm') return 'run/norm/gradients';
  return name.replace(/^train\/lr\//, 'run/lr/');
}

interface Line {
  readonly step: number;
  readonly split: string;
  /** ISO 8601. Older runs lack it. */
  readonly time?: string;
  readonly values: Readonly<Record<string, CurveValue>>;
}

/**
 * The curves of a run, from its `metrics.jsonl`; without that file, the figures of its result. Measured times are left
 * out.
 */
export async function readCurves(run: RunDirectory): Promise<Curves> {
  const lines = (await linesOf(run)) ?? (await resultOf(run));
  const curves = new Map<string, Map<number, CurveValue>>();
  for (const { step, split, values } of lines) {
    for (const [tag, value] of Object.entries(values)) {
      const name = currentName(`${split}/${tag}`);
      if (isMeasured(name)) continue;
      const curve = curves.get(name) ?? new Map<number, CurveValue>();
      curves.set(name, curve.set(step, value));
    }
  }
  return curves;
}

/** The lines of a run's `metrics.jsonl`; undefined if it isn't there. */
export async function linesOf({ path }: Pick<RunDirectory, 'path'>): Promise<Line[] | undefined> {
  try {
    const text = await readFile(join(path, 'metrics.jsonl'), 'utf8');
    return text.split('\n').flatMap((line) => parseLine(line) ?? []);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** A process that was killed may have left the last line incomplete, and a machine that went down any of them. */
function parseLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line | null | undefined;
    return line && isPlainObject(line.values) ? line : undefined;
  } catch {
    return undefined;
  }
}

async function resultOf(run: RunDirectory): Promise<Line[]> {
  const result = await run.readResult();
  if (!result) return [];
  const { split, figures } = finalFigures(result);
  const metrics = Object.entries(figures.metrics).map(([name, { value }]) => [name, value] as const);
  const values = { loss: figures.loss, ...figures.losses, ...Object.fromEntries(metrics) };
  return [{ step: result.steps, split, values }];
}

/** Two runs' values of one curve. */
export interface CurveComparison {
  readonly name: string;
  /** Number of steps at which either has a value. */
  readonly points: number;
  /** The first step at which they differ. A value that one of them lacks is undefined. */
  readonly first?: {
    readonly step: number;
    readonly before: CurveValue | undefined;
    readonly now: CurveValue | undefined;
  };
  /** The largest difference of two numbers, if they differ. */
  readonly largest?: number;
}

/**
 * Compares curve by curve, bit by bit. Of the run's own figures, such as norms, only those count that both have: what
 * is logged changes nothing that is learned.
 * @param until the last step that counts
 */
export function compareCurves(before: Curves, now: Curves, until = Infinity): CurveComparison[] {
  const all = [...new Set([...before.keys(), ...now.keys()])];
  const names = all.filter((name) => !name.startsWith('run/') || (before.has(name) && now.has(name)));
  return names.flatMap(
    (name) => compareCurve(name, before.get(name) ?? new Map(), now.get(name) ?? new Map(), until) ?? [],
  );
}

type Curve = ReadonlyMap<number, CurveValue>;

function compareCurve(name: string, before: Curve, now: Curve, until: number): CurveComparison | undefined {
  if (name.startsWith('test/')) [before, now] = [atTheEnd(before), atTheEnd(now)];
  const steps = [...new Set([...before.keys(), ...now.keys()])].filter((step) => step <= until).sort((a, b) => a - b);
  if (steps.length === 0) return undefined;
  const differing = steps.filter((step) => !Object.is(before.get(step), now.get(step)));
  const [step] = differing;
  if (step === undefined) return { name, points: steps.length };
  const distances = differing.map((at) => Math.abs(Number(before.get(at) ?? NaN) - Number(now.get(at) ?? NaN)));
  const numbers = distances.filter((distance) => !Number.isNaN(distance));
  return {
    name,
    points: steps.length,
    first: { step, before: before.get(step), now: now.get(step) },
    ...(numbers.length > 0 && { largest: Math.max(...numbers) }),
  };
}

/**
 * The last test alone, at step 0: earlier versions logged it at the last step of training, not at that of the
 * checkpoint that was tested.
 */
function atTheEnd(curve: Curve): Curve {
  const [last] = [...curve].toSorted(([a], [b]) => b - a);
  return new Map(last && [[0, last[1]]]);
}
