import { resolve } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import type { Surveys } from '../data/survey/survey-dataset.ts';
import type { CliContext } from './context.ts';

/** Where surveys are kept. It is also the default place of packed samples. */
const CACHE = '.cache/tessera';

/** Surveys every split, and shows the progress. */
export async function surveyWithProgress(
  dataset: Pick<Dataset, 'splits' | 'imageSize' | 'interpolation'>,
  context: CliContext,
): Promise<Surveys> {
  const { surveyDataset } = await import('../data/survey/survey-dataset.ts');
  const { createProgress } = await import('./report/progress.ts');
  const progress = createProgress(context);
  try {
    return await surveyDataset(dataset, {
      cache: resolve(context.workingDirectory, CACHE),
      onProgress: (done, total) => progress.update('reading data', done, total, ''),
    });
  } finally {
    progress.close();
  }
}
