import type { CurvePoint } from '../../runs/curve-summary.ts';

/** Heights in eighths of a cell; the lowest is not empty, so that it is told from a step without a value. */
const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

export interface Scale {
  /** The step at the right end. */
  readonly lastStep: number;
  readonly low: number;
  readonly high: number;
}

/** A scale that curves share, so that they can be compared. Undefined if none has a point. */
export function scaleOf(curves: readonly (readonly CurvePoint[])[]): Scale | undefined {
  const points = curves.flat();
  if (points.length === 0) return undefined;
  const fold = (pick: (a: number, b: number) => number, of: (point: CurvePoint) => number) =>
    points.map(of).reduce((a, b) => pick(a, b));
  const value = (point: CurvePoint) => point.value;
  return { lastStep: fold(Math.max, ({ step }) => step), low: fold(Math.min, value), high: fold(Math.max, value) };
}

/**
 * A curve in one line of `width` cells. A cell has the mean of the values in its share of the steps, and the one before
 * where there is none, from the first value to the last.
 */
export function sparkline(curve: readonly CurvePoint[], { lastStep, low, high }: Scale, width: number): string {
  const cells = Array.from({ length: width }, (): number[] => []);
  for (const { step, value } of curve)
    cells[Math.min(width - 1, Math.floor((step / (lastStep + 1)) * width))]!.push(value);
  const lastFilled = cells.findLastIndex((values) => values.length > 0);
  let before: string | undefined;
  return cells
    .map((values, index) => {
      if (index > lastFilled) return ' ';
      if (values.length === 0) return before ?? ' ';
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const share = high === low ? 0.5 : (mean - low) / (high - low);
      return (before = heights[Math.round(share * (heights.length - 1))]!);
    })
    .join('')
    .trimEnd();
}
