import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitNames, type Dataset, type SplitName } from './sample.ts';
import { surveySplit, type SplitSurvey } from './survey.ts';

export type Surveys = Readonly<Record<SplitName, SplitSurvey>>;

export interface SurveyOptions {
  /** Folder in which the surveys of splits whose files are as they were are found again. */
  readonly cache: string;
  readonly onProgress: (done: number, total: number) => void;
}

/** Reads every sample of every split that has changed since it was surveyed. */
export async function surveyDataset({ splits, classes }: Pick<Dataset, 'splits' | 'classes'>, { cache, onProgress }: SurveyOptions): Promise<Surveys> {
  const total = splitNames.reduce((sum, split) => sum + splits[split].length, 0);
  const surveys = {} as Record<SplitName, SplitSurvey>;
  let before = 0;
  for (const split of splitNames) {
    const source = splits[split];
    const file = await cacheFile(cache, await source.fingerprint?.(), classes.length);
    surveys[split] = (await readSurvey(file)) ?? (await surveySplit(source, classes.length, (done) => onProgress(before + done, total)));
    before += source.length;
    await keepSurvey(file, surveys[split]);
  }
  return surveys;
}

async function cacheFile(cache: string, fingerprint: string | undefined, classes: number): Promise<string | undefined> {
  if (fingerprint === undefined) return undefined;
  const id = createHash('sha256').update(`${fingerprint} ${classes}`).digest('hex').slice(0, 16);
  return join(cache, `survey-${id}.json`);
}

async function readSurvey(file: string | undefined): Promise<SplitSurvey | undefined> {
  const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as SplitSurvey);
}

/** A split with problems is read again: they may have been the disk's. */
async function keepSurvey(file: string | undefined, survey: SplitSurvey): Promise<void> {
  if (file === undefined || survey.problems.length > 0) return;
  await mkdir(join(file, '..'), { recursive: true });
  const temporary = `${file}.tmp-${process.pid}`;
  await writeFile(temporary, JSON.stringify(survey));
  await rename(temporary, file);
}
