import { firstMessageOf } from '../core/errors/index.ts';
import type { HeldRun } from '../runs/directory.ts';
import { appendToLeaderboard } from '../runs/leaderboard.ts';
import type { RunResult } from '../runs/result.ts';
import type { RecordKeeper } from './record-keeper.ts';
import type { RunContext } from './run-context.ts';

/**
 * Adds the run's line to the leaderboard beside it, if it has come to an end. A line that can't be written ends no run.
 */
export async function tellLeaderboard(
  { experiment, smoke, observer }: Pick<RunContext, 'experiment' | 'smoke' | 'observer'>,
  run: Pick<HeldRun, 'path' | 'lost'>,
  keeper: Pick<RecordKeeper, 'record'>,
  result?: RunResult,
): Promise<void> {
  const record = keeper.record();
  const hasEnded = record.status === 'completed' || record.status === 'failed';
  if (!experiment.log.leaderboard || smoke || !hasEnded || run.lost.aborted) return;
  const { description } = experiment;
  await appendToLeaderboard({ path: run.path, record, result, description }).catch((error: unknown) =>
    observer.warned?.(`the leaderboard lacks this run's line: ${firstMessageOf(error)}; the run's own files are whole`),
  );
}
