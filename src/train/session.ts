import type { PreparedSplits } from '../data/prepare.ts';
import type { Engine } from '../engine/index.ts';
import {
  combineLoggers,
  createJsonlLogger,
  createTensorBoardLogger,
  legendMarkdown,
  type Logger,
} from '../log/index.ts';
import type { Optimizer, Scheduler } from '../registry/index.ts';
import type { HeldRun, RunDirectory, StoppedRun } from '../runs/directory.ts';
import { startRecord } from '../runs/provenance.ts';
import { hyperParametersOf } from '../runs/hyper-parameters.ts';
import type { BuiltExperiment } from './build.ts';
import type { TrainingProgress } from './checkpoint.ts';
import type { Loading } from './loading.ts';
import { beginRun, resumeRun } from './open-run.ts';
import { recordKeeper, type RecordKeeper } from './record-keeper.ts';
import type { RunInput, RunOutcome } from './run.ts';
import { skippedMarkdown } from './skipped.ts';
import { countStepsPerEpoch, createSchedule, type Schedule } from './schedule.ts';

export interface SessionInput extends RunInput {
  readonly engine: Engine;
  readonly built: BuiltExperiment;
  readonly splits: PreparedSplits;
  readonly loading: Loading;
  /** The run to go on with; a new one is made without. */
  readonly stopped: StoppedRun | undefined;
}

/** One attempt at a run, from its folder on: what trains, where it is written, where it goes on from. */
export interface Session {
  readonly built: BuiltExperiment;
  readonly splits: PreparedSplits;
  readonly loading: Loading;
  readonly optimizer: Optimizer;
  readonly scheduler: Scheduler;
  readonly schedule: Schedule;
  readonly run: HeldRun;
  readonly keeper: RecordKeeper;
  readonly logger: Logger;
  readonly progress: TrainingProgress;
  /** Does the work, then records how it ended, closes the log and frees the optimizer, whatever happens. */
  guard(work: () => Promise<RunOutcome>): Promise<RunOutcome>;
}

/** @throws TesseraError before anything is written, or `run-exists`, `bad-checkpoint` */
export async function openSession(input: SessionInput): Promise<Session> {
  const { experiment, registry, workingDirectory, engine, built, splits, loading, stopped } = input;
  const schedule = createSchedule(experiment.train, countStepsPerEpoch(splits.train.length, experiment.train));
  const base = { seed: experiment.seed, workingDirectory };
  const parameters = built.model.namedParameters().filter(([, parameter]) => parameter.trainable);
  const optimizer = await registry.build('optimizer', experiment.optimizer, { ...base, tf: engine.tf, parameters });
  const scheduler = await registry.build('scheduler', experiment.scheduler, {
    ...base,
    totalSteps: schedule.totalSteps,
  });

  const fresh = await startRecord({
    id: input.id,
    name: experiment.name,
    totalSteps: schedule.totalSteps,
    backend: engine.description,
    parameters: built.parameters,
    workingDirectory,
  });
  const { run, record, progress } = stopped
    ? await resumeRun(stopped, fresh, { model: built.model.stateDict(), optimizer: optimizer.stateDict() })
    : await beginRun(input.directory, input.yaml, fresh);
  const keeper = recordKeeper(run, record);
  const logger = createRunLogger(input, run, progress.step);
  const samples = { train: splits.train.length, val: splits.val.length, test: splits.test.length };
  input.observer.started({
    directory: run.path,
    record,
    engine,
    schedule,
    samples,
    ...(splits.train.storedAs !== undefined && { storedAs: splits.train.storedAs }),
  });

  return {
    built,
    splits,
    loading,
    optimizer,
    scheduler,
    schedule,
    run,
    keeper,
    logger,
    progress,
    async guard(work) {
      try {
        const outcome = await work();
        await logger.close(outcome.status);
        await keeper.end(outcome.status);
        return outcome;
      } catch (error) {
        await logger.close('failed');
        await keeper.end('failed', error instanceof Error ? error.message : String(error));
        throw error;
      } finally {
        optimizer.dispose();
      }
    },
  };
}

function createRunLogger(
  { yaml, built, experiment, loading }: SessionInput,
  run: RunDirectory,
  startStep: number,
): Logger {
  const logger = combineLoggers(
    createTensorBoardLogger(run.path, { startStep }),
    createJsonlLogger(run.metricsFile, { startStep }),
  );
  if (startStep === 0) {
    logger.text('config', `\`\`\`yaml\n${yaml}\`\`\``);
    logger.text('classes', legendMarkdown(built.dataset.classes));
    if (loading.skipped().length > 0) logger.text('skipped_samples', skippedMarkdown(loading.skipped()));
    logger.hyperParameters(hyperParametersOf(experiment));
  }
  return logger;
}
