import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from '../core/exists.ts';
import { makeFolder } from '../core/make-folder.ts';
import { jobsFolder } from './manifest.ts';

/**
 * Tasks that are not to run: an empty file for each in `jobs/cancelled/`, where processes that have a list of tasks
 * look. A launcher that has each task as a job of its own cancels the job as well.
 */
export async function markCancelled(sweep: string, indexes: readonly number[]): Promise<void> {
  await makeFolder(folderOf(sweep));
  for (const index of indexes) await writeFile(join(folderOf(sweep), String(index)), '');
}

/** For tasks that are submitted again. */
export async function unmarkCancelled(sweep: string, indexes: readonly number[]): Promise<void> {
  for (const index of indexes) await rm(join(folderOf(sweep), String(index)), { force: true });
}

export async function cancelledTasks(sweep: string): Promise<ReadonlySet<number>> {
  const names = await readdir(folderOf(sweep)).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return new Set(names.map(Number));
}

function folderOf(sweep: string): string {
  return join(jobsFolder(sweep), 'cancelled');
}
