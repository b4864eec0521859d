import { formatCount } from '../../core/format-count.ts';
import { listed } from '../../core/listed.ts';
import { numbered, type Problem } from '../../core/errors/index.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';
import { describeValues } from './describe-values.ts';
import { duplicates, pixelsByClass, type SplitSurvey } from './survey.ts';
import { summarizeProblems } from './summarize-problems.ts';

/** What surveys tell a person. */
export interface Findings {
  /** What must not be trained on. */
  readonly problems: readonly Problem[];
  /** What looks like a mistake but may be meant. */
  readonly warnings: readonly string[];
}

export type SomeSurveys = Readonly<Partial<Record<SplitName, SplitSurvey>>>;
export type SurveyedDataset = Pick<Dataset, 'classes' | 'imageSize' | 'resize' | 'explainValues'>;

/** With a larger share of ignored pixels, masks are probably read wrongly. */
const MUCH_IGNORED = 0.5;

/**
 * Judges surveys. Of a split with samples that can't be read and must not be skipped, or that are all, only that is
 * told: what is missing else may follow from it.
 */
export function findings(surveys: SomeSurveys, dataset: SurveyedDataset, skipBad: boolean): Findings {
  const bad = splitNames.flatMap((split) => {
    const survey = surveys[split];
    return survey && (!skipBad || survey.photos === 0) ? survey.problems : [];
  });
  const present = splitNames.flatMap((split) => {
    const survey = surveys[split];
    return survey && survey.photos > 0 && (skipBad || survey.problems.length === 0) ? [{ split, survey }] : [];
  });
  const uncounted = present.filter(({ survey }) => !counts(survey, dataset));
  const counted = present.filter((one) => !uncounted.includes(one));
  return {
    problems: [
      ...summarizeProblems(bad, dataset),
      ...uncounted.map((one) => nothingCounts(one, dataset)),
      ...counted.filter(({ split }) => split === 'train').flatMap((one) => emptyClasses(one, dataset)),
    ],
    warnings: [
      ...counted.filter(({ split }) => split !== 'train').flatMap((one) => absentClasses(one, dataset)),
      ...counted.flatMap((one) => [
        ...emptyMasks(one, dataset),
        ...mostlyIgnored(one, dataset),
        ...turned(one),
        ...remarks(one),
      ]),
      ...repeated(surveys),
    ],
  };
}

interface Surveyed {
  readonly split: SplitName;
  readonly survey: SplitSurvey;
}

function counts({ labels }: SplitSurvey, { classes }: SurveyedDataset): boolean {
  return labels.some(([label, pixels]) => label < classes.length && pixels > 0);
}

function nothingCounts({ split, survey }: Surveyed, dataset: SurveyedDataset): Problem {
  const lost = pixelsByClass(survey, dataset.classes.length).classPixels.some((pixels) => pixels > 0);
  return {
    code: 'empty-split',
    path: 'dataset',
    message:
      `expected pixels that count in the split \`${split}\`, all are ` + `ignored${lost ? lostBy(dataset, split) : ''}`,
    hints: valueHints(survey, dataset),
  };
}

/** The classes that no sample has as training gets it. */
function absentFrom({ labels }: SplitSurvey, { classes }: SurveyedDataset): number[] {
  const there = new Set(labels.filter(([, pixels]) => pixels > 0).map(([label]) => label));
  return classes.flatMap(({ allowEmpty }, label) => (allowEmpty || there.has(label) ? [] : [label]));
}

function emptyClasses({ split, survey }: Surveyed, dataset: SurveyedDataset): Problem[] {
  const absent = absentFrom(survey, dataset);
  if (absent.length === 0) return [];
  const { classPixels } = pixelsByClass(survey, dataset.classes.length);
  const lost = absent.filter((label) => classPixels[label]! > 0);
  const names = (labels: readonly number[]) => labels.map((label) => dataset.classes[label]!.name);
  const inFiles = lost.length === 0 ? '' : `; the masks have ${listed(names(lost))}${lostBy(dataset, split)}`;
  return [
    {
      code: 'empty-class',
      path: 'dataset.classes',
      message:
        'expected pixels of every class in the split `train`, found none of ' + `${listed(names(absent))}${inFiles}`,
      hints: [
        ...notRead(survey),
        ...(lost.length < absent.length ? valueHints(survey, dataset) : ['take a larger `image_size`, or `tiles`']),
        `if that is meant, write \`allow_empty: [${names(absent).join(', ')}]\` in the section \`dataset\``,
      ],
    },
  ];
}

function notRead({ unreadable }: SplitSurvey): string[] {
  if (unreadable.length === 0) return [];
  const samples = unreadable.length === 1 ? 'the sample' : `the ${formatCount(unreadable.length)} samples`;
  return [`it may be in ${samples} that cannot be read`];
}

function lostBy({ imageSize: { height, width }, resize }: SurveyedDataset, split: SplitName): string {
  const cropped = (resize?.[split] ?? 'cover') === 'cover' ? ' and cropping' : '';
  return `, but not after resizing${cropped} to ${height} x ${width}`;
}

function valueHints(survey: SplitSurvey, dataset: SurveyedDataset): string[] {
  const { values } = survey;
  return [...describeValues(values, dataset.classes), ...(dataset.explainValues?.(values) ?? []), ...remarksOf(survey)];
}

/** Where masks weren't read, the class may be in those. */
function absentClasses({ split, survey }: Surveyed, dataset: SurveyedDataset): string[] {
  if (survey.unreadable.length > 0) return [];
  const names = absentFrom(survey, dataset).map((label) => dataset.classes[label]!.name);
  return names.length === 0 ? [] : [`${split}: no pixel is ${listed(names)}`];
}

function emptyMasks({ split, survey: { emptyMasks: names } }: Surveyed, { classes }: SurveyedDataset): string[] {
  if (names.length === 0) return [];
  const holds = names.length === 1 ? '1 mask holds' : `${names.length} masks hold`;
  return [`${split}: ${holds} nothing but ${classes[0]!.name}: ${listed(names)}`];
}

function mostlyIgnored({ split, survey }: Surveyed, dataset: SurveyedDataset): string[] {
  const { classPixels, ignoredPixels } = pixelsByClass(survey, dataset.classes.length);
  const all = classPixels.reduce((sum, pixels) => sum + pixels, ignoredPixels);
  if (ignoredPixels <= MUCH_IGNORED * all) return [];
  const [values] = describeValues(survey.values, dataset.classes);
  const share = `${((100 * ignoredPixels) / all).toFixed(1)}%`;
  return [`${split}: ${share} of the pixels are ignored${values === undefined ? '' : `; ${values}`}`];
}

function turned({ split, survey: { turned: names } }: Surveyed): string[] {
  if (names.length === 0) return [];
  const photos = names.length === 1 ? '1 photo is' : `${names.length} photos are`;
  return [
    `${split}: ${photos} turned by EXIF, and by size the masks fit them as shown and as stored: ` +
      `${listed(names)}; they are taken as \`mask_orientation\` says`,
  ];
}

function remarks({ split, survey }: Surveyed): string[] {
  return remarksOf(survey).map((remark) => `${split}: ${remark}`);
}

function remarksOf({ remarks: all = [] }: SplitSurvey): string[] {
  return all.map(({ kind, of }) => `${numbered(of.length, kind)}: ${listed(of)}`);
}

/**
 * Two splits that share a photo are worse than a photo that is twice in one: the model is tested on what it has seen.
 */
function repeated(surveys: SomeSurveys): string[] {
  const groups = duplicates(surveys);
  const splitsOf = (group: readonly string[]) => new Set(group.map((place) => place.split('/')[0])).size;
  const told = (where: string, found: readonly (readonly string[])[]) => {
    if (found.length === 0) return [];
    const images = found.length === 1 ? '1 image is' : `${found.length} images are`;
    return [`${images} ${where}: ${listed(found.map((group) => oneOf(group)))}`];
  };
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

/** The first places of an image that is there several times, one of each split first. */
function oneOf(group: readonly string[]): string {
  const firsts = splitNames.flatMap((split) => group.find((place) => place.startsWith(`${split}/`)) ?? []);
  const shown = [...firsts, ...group.filter((place) => !firsts.includes(place))].slice(0, 3);
  const more = group.length - shown.length;
  return shown.join(' = ') + (more > 0 ? ` and ${more} more` : '');
}
