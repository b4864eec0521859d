import type { Direction } from '../registry/index.ts';
import type { CurveValue } from './curves.ts';

export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

/** What is told of a curve in two numbers. */
export interface CurveSummary {
  /** The first of equal ones, as the best checkpoint is. Absent if the curve has no number. */
  readonly best?: CurvePoint;
  /** The last number. */
  readonly last?: CurvePoint;
}

/** The best and the last point of a curve. Values that are not finite don't count. */
export function summarizeCurve(curve: ReadonlyMap<number, CurveValue>, direction: Direction): CurveSummary {
  const points = curvePoints(curve);
  const [first, ...others] = points;
  if (!first) return {};
  const isBetter = (a: number, b: number) => (direction === 'max' ? a > b : a < b);
  const best = others.reduce((so, point) => (isBetter(point.value, so.value) ? point : so), first);
  return { best, last: points.at(-1)! };
}

/** The finite values of a curve, by step. */
export function curvePoints(curve: ReadonlyMap<number, CurveValue>): CurvePoint[] {
  return [...curve]
    .flatMap(([step, value]) => (typeof value === 'number' && Number.isFinite(value) ? [{ step, value }] : []))
    .sort((a, b) => a.step - b.step);
}
