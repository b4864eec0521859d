import { join } from 'node:path';
import { sha256 } from '../../core/file-hash.ts';
import { keep, readKept } from '../../core/json-cache.ts';
import { isUnreadable } from '../sources/unreadable.ts';
import { placingOf, type PlacedDataset } from '../resize/placing.ts';
import { resizedSource } from '../sources/resized-source.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';
import type { SampleSource } from '../sample.ts';
import { surveySplit, type SplitSurvey } from './survey.ts';

export type Surveys = Readonly<Record<SplitName, SplitSurvey>>;

export type SurveyableDataset = Pick<Dataset, 'splits'> & PlacedDataset;

export interface SurveyOptions {
  /** Folder that keeps the surveys of splits until their files change. */
  readonly cache: string;
  readonly onProgress: (done: number, total: number) => void;
}

/** Surveys every split as a run does when it prepares the data, and reads only those that have changed since. */
export async function surveyDataset(
  dataset: SurveyableDataset,
  { cache, onProgress }: SurveyOptions,
): Promise<Surveys> {
  const sources = splitNames.map((split) => {
    const evaluated = split === 'train' ? undefined : { multiple: 1 };
    return resizedSource(dataset.splits[split], placingOf(dataset, split, evaluated));
  });
  const total = sources.reduce((sum, { length }) => sum + length, 0);
  const surveys: SplitSurvey[] = [];
  let before = 0;
  for (const source of sources) {
    const started = before;
    surveys.push(await surveyOnce(source, cache, (done) => onProgress(started + done, total)));
    before += source.length;
  }
  const [train, val, test] = surveys as [SplitSurvey, SplitSurvey, SplitSurvey];
  return { train, val, test };
}

/** Changes when surveys tell what they did not tell before. */
const CONTENT = 3;

async function surveyOnce(
  source: SampleSource,
  cache: string,
  onProgress: (done: number) => void,
): Promise<SplitSurvey> {
  const fingerprint = await source.fingerprint?.();
  if (fingerprint === undefined) return surveySplit(source, onProgress);
  const id = sha256(`${CONTENT} ${fingerprint}`).slice(0, 16);
  const file = join(cache, `survey-${id}.json`);
  const known = await readKept<SplitSurvey>(file);
  if (known && (await isStillUnreadable(source, known.unreadable))) return known;
  const survey = await surveySplit(source, onProgress);
  await keep(file, survey);
  return survey;
}

/** Reads unreadable samples again: a cause such as permissions or a broken disk changes no fingerprint. */
async function isStillUnreadable(source: SampleSource, indices: readonly number[]): Promise<boolean> {
  for (const index of indices) {
    try {
      await source.read(index);
      return false;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }
  return true;
}
