import type { LearningRatePlan } from '../../plan/index.ts';
import { formatCount } from '../../core/format-count.ts';

const rows = 8;
/** A column in eighths of a cell. */
const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * The learning rate over the steps of training, as bars; undefined if it never changes. On a terminal of `width` cells
 * that has no room for all, the bars are of steps spread over the training.
 */
export function learningRatePlot({ curve, watches }: LearningRatePlan, width = Infinity): string | undefined {
  const all = curve.map(({ rate }) => rate);
  const rates = spread(all, width - shown(Math.max(...all)).length - 2);
  const highest = Math.max(...rates);
  const isFlat = rates.every((rate) => rate === highest);
  if (isFlat && watches === undefined) return undefined;
  const note = watches === undefined ? [] : [`It also depends on the metric \`${watches}\`, which no plan knows.`];
  if (isFlat) return [`learning rate  ${shown(highest)}`, ...note].join('\n');
  const label = shown(highest);
  const lines = Array.from({ length: rows }, (_, row) => {
    const bars = rates.map((rate) => bar((rate / highest) * rows - (rows - 1 - row))).join('');
    return `${(row === 0 ? label : row === rows - 1 ? '0' : '').padStart(label.length)} |${bars}`.trimEnd();
  });
  const last = formatCount(curve.at(-1)!.step + 1);
  const axis = `step 1${last.padStart(Math.max(last.length + 1, rates.length - 6))}`;
  return ['learning rate', ...lines, `${' '.repeat(label.length)}  ${axis}`, ...note].join('\n');
}

/** At most `most` of the values, the first and the last among them. */
function spread(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))]!);
}

/** How much of a cell is filled, given the height above its lower edge in cells. */
function bar(height: number): string {
  return eighths[Math.round(8 * Math.min(1, Math.max(0, height)))]!;
}

function shown(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
