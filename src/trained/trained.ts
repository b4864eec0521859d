import type { LoadedExperiment, LoadOptions } from '../config/index.ts';
import type { RunRecord } from '../runs/record.ts';
import type { TrainedRun } from './open-trained-run.ts';

/** Trained weights with what it takes to use them: a checkpoint of a run, or one that lies by itself. */
export interface Trained {
  /** The run that trained them. */
  readonly name: string;
  readonly id: string;
  readonly checkpoint: CheckpointPlace;
  /** Classes and image size, so that the network can be opened without the dataset. Older runs lack this. */
  readonly data?: RunRecord['data'];
  /** Their experiment, with the components of its plugins. */
  readonly loaded: LoadedExperiment;
  /** The experiment with other values or other data. */
  reload(changes: ReloadChanges): Promise<LoadedExperiment>;
  readonly workingDirectory: string;
  /** The run's folder; a checkpoint by itself has none. */
  readonly run?: TrainedRun;
}

export interface CheckpointPlace {
  /** `best`, `last`, `epoch-3`, or the file as it was named. */
  readonly name: string;
  readonly file: string;
}

export type ReloadChanges = Pick<LoadOptions, 'overrides' | 'otherData'>;

/** A checkpoint of a run. @param checkpoint `best`, `last`, `epoch-3`, ... */
export function checkpointOf(trained: TrainedRun, checkpoint = 'best'): Trained {
  const { run, record, loaded, reload, workingDirectory } = trained;
  return {
    name: record.name,
    id: record.id,
    checkpoint: { name: checkpoint, file: run.checkpointFile(checkpoint) },
    data: record.data,
    loaded,
    reload,
    workingDirectory,
    run: trained,
  };
}
