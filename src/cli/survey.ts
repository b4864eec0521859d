import { resolve } from 'node:path';
import { cacheFolder } from '../core/cache-folder.ts';
import type { SurveyableDataset, Surveys } from '../data/survey/survey-dataset.ts';
import type { CliContext } from './context.ts';
import { endAtInterrupt } from './interrupt.ts';

/** Surveys every split, and shows the progress. Ctrl-C ends the process: nothing is to be saved. */
export async function surveyWithProgress(dataset: SurveyableDataset, context: CliContext): Promise<Surveys> {
  const { surveyDataset } = await import('../data/survey/survey-dataset.ts');
  const { createProgress } = await import('./report/progress.ts');
  const progress = createProgress(context);
  const release = endAtInterrupt(context, () => progress.close());
  try {
    const cache = resolve(context.workingDirectory, cacheFolder);
    const onProgress = (done: number, total: number) => progress.update('reading data', done, total, '');
    return await surveyDataset(dataset, { cache, onProgress });
  } finally {
    release();
    progress.close();
  }
}
