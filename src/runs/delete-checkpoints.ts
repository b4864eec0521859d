import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { exists, isAbsent } from '../core/exists.ts';
import { tryLease } from '../core/lease/index.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { runDirectory } from './directory.ts';

/** Stands in place of checkpoints that a policy deleted, and says why. */
const reasonFile = 'deleted.txt';

/**
 * Deletes the checkpoints of a complete run, and leaves why in their place. The run is taken meanwhile, so that no
 * process goes on with it. Nothing is deleted of a run that another process holds, that is not complete, or that has
 * neither a result nor was pruned.
 *
 * @param why one sentence, which whoever asks for a checkpoint is told
 * @returns how many there were
 */
export async function deleteCheckpoints(path: string, why: string): Promise<number> {
  const run = runDirectory(path);
  const folder = dirname(run.checkpointFile('last'));
  if ((await checkpointsIn(folder)).length === 0) return 0;
  const lease = await tryLease(run.leaseFile);
  if ('heldBy' in lease) return 0;
  try {
    const record = await run.readRecord();
    const isEvaluated = record?.pruned !== undefined || (await exists(run.resultFile));
    if (record?.status !== 'completed' || !isEvaluated) return 0;
    // Another process may have deleted them before this one held the run.
    const names = await checkpointsIn(folder);
    await writeFileAtomic(join(folder, reasonFile), `${why}\n`);
    for (const name of names) await rm(join(folder, name));
    return names.length;
  } finally {
    await lease.release();
  }
}

/** Why a folder of checkpoints has none, if a policy deleted them. */
export async function whyDeleted(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, reasonFile), 'utf8').catch(() => undefined);
  return text?.trim();
}

async function checkpointsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names.filter((name) => extname(name) === '.safetensors');
}
