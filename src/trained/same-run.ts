import type { LoadOptions } from '../config/index.ts';
import { runDirectory } from '../runs/directory.ts';
import type { RunResult } from '../runs/result.ts';
import { changesIn } from './changes-in.ts';

/**
 * The result of the run in a folder, if it is complete and nothing that it was trained with has changed since.
 * Undefined if there is no such run, or if that can't be told: whoever starts it then says why.
 */
export async function sameRun(
  folder: string,
  options: Omit<LoadOptions, 'overrides' | 'saved'>,
): Promise<RunResult | undefined> {
  const run = runDirectory(folder);
  const record = await run.readRecord().catch(() => undefined);
  if (record?.status !== 'completed') return undefined;
  const changes = await changesIn(folder, options).catch(() => undefined);
  return changes?.length === 0 ? run.readResult().catch(() => undefined) : undefined;
}
