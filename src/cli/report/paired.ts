import type { PairedComparison, PairedRow } from '../../evaluations/compare-paired.ts';
import { formatCount } from '../../core/format-count.ts';
import { printTable, type Column } from './table.ts';

export interface PairedReportOptions {
  /** Names of the two evaluations. */
  readonly names: readonly string[];
  readonly resamples: number;
  readonly seed: number;
  /** Such as 0.95. */
  readonly confidence: number;
}

/**
 * A table of the figures with their differences, and a sentence on each that differs by more than chance, or that none
 * does.
 */
export function pairedReport(
  { photos, rows, notes }: PairedComparison,
  { names, resamples, seed, confidence }: PairedReportOptions,
  width?: number,
): string {
  const percent = `${Math.round(100 * confidence)} %`;
  const columns: Column<PairedRow>[] = [
    { title: '', value: ({ name }) => name },
    { title: '[1]', value: ({ a }) => a, leaveOut: 2 },
    { title: '[2]', value: ({ b }) => b, leaveOut: 2 },
    { title: '[2] - [1]', value: ({ difference }) => difference, show: ({ difference }) => signed(difference) },
    {
      title: `${percent} interval`,
      value: ({ interval: [low, high] }) => `${signed(low)} to ${signed(high)}`,
      align: 'right',
    },
    {
      title: '[2] better in',
      value: shareBetter,
      show: (row) => `${(100 * shareBetter(row)).toFixed(1)} %`,
      leaveOut: 3,
    },
    { title: 'more than chance', value: verdict, align: 'right' },
  ];
  const table = printTable({ columns, rows }, width);
  const about =
    `${photos} photos, drawn ${formatCount(resamples)} times with replacement (seed ${seed}); both are scored ` +
    'on the same draws.';
  const meaning = `More than chance: the ${percent} interval of the difference does not contain 0.`;
  const few =
    photos < fewPhotos ? [`With fewer than ${fewPhotos} photos, intervals are narrower than they should be.`] : [];
  return [
    names.map((name, index) => `[${index + 1}] ${name}`).join('\n'),
    '',
    table,
    '',
    about,
    meaning,
    ...few,
    ...notes,
  ].join('\n');
}

const fewPhotos = 20;

/** Share of the resamples in which the second one is better; equal ones count a half. */
function shareBetter({ direction, shareLarger }: PairedRow): number {
  return direction === 'max' ? shareLarger : 1 - shareLarger;
}

function verdict({ interval: [low, high], direction }: PairedRow): string {
  if (Number.isNaN(low) || (low <= 0 && high >= 0)) return 'no';
  return low > 0 === (direction === 'max') ? 'yes, [2] is better' : 'yes, [1] is better';
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
}
