import { countFiles, describeFiles, type FileCounts } from '../files/account-files.ts';
import type { Dataset } from '../dataset.ts';
import { findings } from '../survey/findings.ts';
import { surveysOf, type PreparedSplits } from './prepare-splits.ts';

/** What a person is told of the data before training starts. */
export interface DataReport {
  /** One line, such as `36 photos, 36 masks, 0 left over`; absent if samples come from no files. */
  readonly files?: string;
  /** The same as numbers. */
  readonly fileCounts?: FileCounts;
  /** What looks like a mistake but may be meant. */
  readonly warnings: readonly string[];
}

/** Reports on data that is prepared. */
export async function reportData(dataset: Dataset, prepared: PreparedSplits): Promise<DataReport> {
  const { warnings } = findings(surveysOf(prepared), dataset, true);
  return { ...(await filesLine(dataset)), warnings };
}

/** The line on the dataset's files, and its numbers. */
export async function filesLine({ files }: Pick<Dataset, 'files'>): Promise<Pick<DataReport, 'files' | 'fileCounts'>> {
  if (!files) return {};
  const account = await files();
  return { files: describeFiles(account), fileCounts: countFiles(account) };
}
