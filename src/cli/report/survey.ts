import { groupFiles } from '../../data/survey/group-files.ts';
import { pixelsByClass } from '../../data/survey/survey.ts';
import type { Surveys } from '../../data/survey/survey-dataset.ts';
import type { ClassInfo } from '../../data/dataset.ts';
import type { Problem } from '../../core/errors/index.ts';
import { formatCount } from '../../core/format-count.ts';
import { figuresTable, printTable } from './table.ts';

/** How many of the samples that are left out are named. */
const LISTED_SKIPS = 20;

/** Samples and image sizes of each split, and each class's share of the pixels that are not ignored. */
export function surveyTable(surveys: Surveys, classes: readonly ClassInfo[], width?: number): string {
  const rows = Object.entries(surveys).map(([split, survey]) => {
    const { classPixels, ignoredPixels } = pixelsByClass(survey, classes.length);
    const valid = classPixels.reduce((sum, pixels) => sum + pixels, 0);
    const shares = classPixels.map((pixels) => percent(pixels, valid));
    const sizes = (['height', 'width'] as const).map((side) => range(survey.smallest?.[side], survey.largest?.[side]));
    return [split, formatCount(survey.samples), ...sizes, ...shares, percent(ignoredPixels, valid + ignoredPixels)];
  });
  const titles = ['split', 'samples', 'height', 'width', ...classes.map(({ name }) => name), 'ignored'];
  return printTable(figuresTable(titles, rows), width);
}

/** Samples that `loader.on_bad_sample: skip` leaves out, those with the same problem as one. */
export function skipWarnings(each: readonly Problem[]): string[] {
  const problems = groupFiles(each);
  const more = problems.length > LISTED_SKIPS ? [`skipped: ${problems.length - LISTED_SKIPS} more like these`] : [];
  return [...problems.slice(0, LISTED_SKIPS).map(({ message }) => `skipped: ${message}`), ...more];
}

/** The figures of each split, without what is only needed to compare splits. */
export function surveyFigures(surveys: Surveys, classes: number): Record<string, object> {
  return Object.fromEntries(
    Object.entries(surveys).map(([split, survey]) => {
      const { imageHashes: _, problems: __, ...figures } = survey;
      return [split, { ...figures, ...pixelsByClass(survey, classes) }];
    }),
  );
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`;
}

function range(low: number | undefined, high: number | undefined): string {
  if (low === undefined || high === undefined) return '-';
  return low === high ? `${low}` : `${low}-${high}`;
}
