import { loadExperiment, type LoadedExperiment, type LoadOptions } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { runDirectory, type RunDirectory } from '../runs/directory.ts';
import type { RunRecord } from '../runs/record.ts';
import type { ReloadChanges } from './trained.ts';

/** A run as its folder describes it: its experiment and its progress. Nothing heavy is loaded yet. */
export interface TrainedRun {
  readonly run: RunDirectory;
  readonly record: RunRecord;
  /** From the run's own `config.yaml`, with the components of its plugins. */
  readonly loaded: LoadedExperiment;
  /** The same with other values or other data. */
  reload(changes: ReloadChanges): Promise<LoadedExperiment>;
  readonly workingDirectory: string;
}

/**
 * Opens an existing run, to resume it, test it, predict or export. `folder` is relative to the working directory.
 * `openNetwork` and `openData` open the rest, each when it is needed.
 * @throws TesseraError `run-missing`, and as `loadExperiment` does
 */
export async function openTrainedRun(
  folder: string,
  options: Omit<LoadOptions, 'overrides' | 'saved'>,
): Promise<TrainedRun> {
  const run = runDirectory(folder);
  const record = await run.readRecord();
  if (!record) {
    throw new TesseraError({
      code: 'run-missing',
      message: `expected a run folder, got ${folder}, which has no run.json that can be read`,
      hints: ['see `tessera list`'],
    });
  }
  const reload = (changes: ReloadChanges) => loadExperiment(run.configFile, { ...options, ...changes, saved: true });
  return { run, record, loaded: await reload({}), reload, workingDirectory: options.workingDirectory };
}
