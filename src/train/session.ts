import { messageOf, TesseraError } from '../core/errors/index.ts';
import type { Cleanup } from '../core/with-cleanup.ts';
import { combineLoggers, type LoggedRun, type Logger, type OpenLogger } from '../log/index.ts';
import { baseContext, type Optimizer, type Scheduler } from '../registry/index.ts';
import type { HeldRun, StoppedRun } from '../runs/directory.ts';
import { attemptLog } from '../runs/attempt-log.ts';
import type { RunStatus } from '../runs/record.ts';
import { sweptOf } from '../runs/swept.ts';
import { buildScheduler } from './build-scheduler.ts';
import { checkpointState, type TrainingProgress } from './checkpoint.ts';
import { describeCheckpoint, type CheckpointDescription } from './checkpoint-description.ts';
import { describeBeginning } from './describe-beginning.ts';
import { logAttempt, logBeginning, tagDescriptions } from './log-beginning.ts';
import { beginRun, resumeRun } from './open-run.ts';
import type { RunParts } from './parts.ts';
import { recordKeeper, type RecordKeeper } from './record-keeper.ts';
import type { RunContext } from './run-context.ts';
import { countStepsPerEpoch, createSchedule, type Schedule } from './schedule.ts';
import { tellLeaderboard } from './tell-leaderboard.ts';
import { createWeightAverage, type WeightAverage } from './weight-average.ts';

/** One attempt at a run: its parts, its folder and log, and the progress from which it continues. */
export interface Session {
  readonly optimizer: Optimizer;
  readonly average: WeightAverage | undefined;
  readonly scheduler: Scheduler;
  readonly schedule: Schedule;
  readonly run: HeldRun;
  readonly keeper: RecordKeeper;
  readonly logger: Logger;
  readonly progress: TrainingProgress;
  /** What its checkpoints say of themselves. */
  readonly description: CheckpointDescription;
}

/**
 * Makes the run's folder, or continues in that of `stopped`. Later failures are recorded in it.
 * @param changes what changed since the attempt before, to be recorded
 * @throws TesseraError before anything is written, or `run-exists`, `bad-checkpoint`
 */
export async function openSession(
  context: RunContext,
  parts: RunParts,
  stopped: StoppedRun | undefined,
  cleanup: Cleanup,
  changes: readonly string[] = [],
): Promise<Session> {
  const { experiment, registry, workingDirectory } = context;
  const { engine, built, splits } = parts;
  const schedule = createSchedule(experiment.train, countStepsPerEpoch(splits.train.length, experiment.train));
  const { totalSteps } = schedule;
  if (stopped && stopped.record.step > totalSteps) throw isShorter(stopped, totalSteps);
  const base = baseContext(experiment, workingDirectory);
  const trained = { parameters: built.frozen.trained, firstSteps: built.frozen.firstSteps(schedule.stepsPerEpoch) };
  const optimizer = await registry.build('optimizer', experiment.optimizer, { ...base, tf: engine.tf, ...trained });
  cleanup.always(() => optimizer.dispose());
  const average = experiment.train.ema && createWeightAverage(built.model, experiment.train.ema);
  cleanup.always(() => average?.dispose());
  const scheduler = await buildScheduler(context, schedule);
  const openLoggers = await Promise.all(experiment.log.loggers.map((item) => registry.build('logger', item, base)));

  const beginning = await describeBeginning(context, parts, totalSteps, changes);
  const { run, record, progress } = stopped
    ? await resumeRun(stopped, beginning, checkpointState(built.model, optimizer, average))
    : await beginRun(context.directory, beginning);
  if (!stopped) cleanup.always(() => run.release());
  const keeper = recordKeeper(run, record);
  cleanup.onFailure((error) => attemptLog(run.path, record.attempts.at(-1)!.number).error(error));
  cleanup.onFailure(() => tellLeaderboard(context, run, keeper));
  cleanup.onFailure((error) => keeper.end('failed', messageOf(error)));
  const logger = await openLogger(openLoggers, {
    directory: run.path,
    startStep: progress.step,
    describe: tagDescriptions(registry),
  });
  cleanup.onFailure(() => logger.close('failed'));
  if (progress.step === 0) logBeginning(logger, context, parts, await sweptOf(context.directory));
  if (experiment.log.provenance) logAttempt(logger, record.attempts.at(-1)!, beginning);
  const samples = { train: splits.train.length, val: splits.val.length, test: splits.test.length };
  context.observer.started({
    directory: run.path,
    record,
    engine,
    schedule,
    samples,
    storedAs: splits.train.storedAs,
  });
  const description = describeCheckpoint(context, parts);
  return { optimizer, average, scheduler, schedule, run, keeper, logger, progress, description };
}

/** Closes the log, then records how the attempt ended. */
export async function endSession(
  { logger, keeper }: Session,
  status: Exclude<RunStatus, 'running' | 'failed'>,
): Promise<void> {
  await logger.close(status);
  await keeper.end(status);
}

function isShorter({ run, record }: StoppedRun, totalSteps: number): TesseraError {
  const message = `expected at least as many steps as ${run.path} has done, ${record.step}, got ${totalSteps}`;
  return new TesseraError({ code: 'bad-value', path: 'train.epochs', message, hints: ['give more epochs'] });
}

async function openLogger(openLoggers: readonly OpenLogger[], run: LoggedRun): Promise<Logger> {
  return combineLoggers(...(await Promise.all(openLoggers.map(async (open) => open(run)))));
}
