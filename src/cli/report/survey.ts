import { duplicates, type SplitSurvey } from '../../data/survey/survey.ts';
import type { Surveys } from '../../data/survey/survey-dataset.ts';
import type { ClassInfo } from '../../data/dataset.ts';
import type { Problem } from '../../core/errors/index.ts';
import { formatCount, formatTable } from './format.ts';

/** With a larger share of ignored pixels, masks are probably read wrongly. */
const MUCH_IGNORED = 0.5;

/** How many names a warning lists. */
const LISTED = 5;

/** How many of the samples that are left out are named. */
const LISTED_SKIPS = 20;

/** Samples and image sizes of each split, and each class's share of the pixels that are not ignored. */
export function surveyTable(surveys: Surveys, classes: readonly ClassInfo[]): string {
  const header = ['split', 'samples', 'height', 'width', ...classes.map(({ name }) => name), 'ignored'];
  const rows = Object.entries(surveys).map(([split, survey]) => {
    const valid = survey.classPixels.reduce((sum, pixels) => sum + pixels, 0);
    const shares = survey.classPixels.map((pixels) => percent(pixels, valid));
    const sizes = (['height', 'width'] as const).map((side) => range(survey.smallest?.[side], survey.largest?.[side]));
    return [
      split,
      formatCount(survey.samples),
      ...sizes,
      ...shares,
      percent(survey.ignoredPixels, valid + survey.ignoredPixels),
    ];
  });
  return formatTable([header, ...rows]);
}

/** What looks like a mistake but may be meant. */
export function surveyWarnings(surveys: Surveys, classes: readonly Pick<ClassInfo, 'name'>[]): string[] {
  const empty = Object.entries(surveys)
    .filter(([, { emptyMasks }]) => emptyMasks.length > 0)
    .map(
      ([split, { emptyMasks }]) =>
        `${split}: ${emptyMasks.length} ${emptyMasks.length === 1 ? 'mask holds' : 'masks hold'} nothing but ${classes[0]!.name}: ${listed(emptyMasks)}`,
    );
  const absent = Object.entries(surveys).flatMap(([split, { classPixels, samples }]) =>
    classes
      .filter((_, label) => samples > 0 && classPixels[label] === 0)
      .map(({ name }) => `${split}: no pixel is ${name}`),
  );
  return [...absent, ...empty, ...mostlyIgnored(surveys), ...repeated(surveys)];
}

/** Samples that `loader.on_bad_sample: skip` leaves out. */
export function skipWarnings(problems: readonly Problem[]): string[] {
  const more = problems.length > LISTED_SKIPS ? [`skipped: ${problems.length - LISTED_SKIPS} more like these`] : [];
  return [...problems.slice(0, LISTED_SKIPS).map(({ message }) => `skipped: ${message}`), ...more];
}

/** The figures of each split, without what is only needed to compare splits. */
export function surveyFigures(surveys: Surveys): Record<string, Partial<SplitSurvey>> {
  return Object.fromEntries(
    Object.entries(surveys).map(([split, { pictures: _, problems: __, ...figures }]) => [split, figures]),
  );
}

/**
 * Images that are there more than once. In two splits is worse than twice in one: the model is tested on what it has
 * seen.
 */
function repeated(surveys: Surveys): string[] {
  const groups = duplicates(surveys);
  const splitsOf = (group: readonly string[]) => new Set(group.map((place) => place.split('/')[0])).size;
  const told = (where: string, found: readonly (readonly string[])[]) =>
    found.length === 0
      ? []
      : [
          `${found.length === 1 ? '1 image is' : `${found.length} images are`} ${where}: ${listed(found.map((group) => group.join(' = ')))}`,
        ];
  return [
    ...told(
      'in more than one split',
      groups.filter((group) => splitsOf(group) > 1),
    ),
    ...told(
      'more than once in a split',
      groups.filter((group) => splitsOf(group) === 1),
    ),
  ];
}

function mostlyIgnored(surveys: Surveys): string[] {
  return Object.entries(surveys).flatMap(([split, { classPixels, ignoredPixels }]) => {
    const all = classPixels.reduce((sum, pixels) => sum + pixels, ignoredPixels);
    return ignoredPixels > MUCH_IGNORED * all
      ? [`${split}: ${percent(ignoredPixels, all)} of the pixels are ignored`]
      : [];
  });
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`;
}

function range(low: number | undefined, high: number | undefined): string {
  if (low === undefined || high === undefined) return '-';
  return low === high ? `${low}` : `${low}-${high}`;
}

function listed(names: readonly string[]): string {
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  return names.slice(0, LISTED).join(', ') + more;
}
