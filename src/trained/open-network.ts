import type { ClassInfo, Interpolation } from '../data/dataset.ts';
import type { ImageSize } from '../data/sample.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { baseContext, type SegmentationModel } from '../registry/index.ts';
import { buildModelShape } from '../train/build-model.ts';
import { loadCheckpoint } from '../train/checkpoint.ts';
import type { Trained } from './trained.ts';

/** A network with the weights of a checkpoint. The caller disposes of the model. */
export interface TrainedNetwork {
  readonly engine: Engine;
  readonly model: SegmentationModel;
  /** Class 0 first. */
  readonly classes: readonly ClassInfo[];
  /** The size to which images are resized, and how. */
  readonly imageSize: ImageSize;
  readonly interpolation: Interpolation;
  /** Completed optimizer steps at which the checkpoint was saved. */
  readonly step: number;
}

/**
 * Opens the network of a checkpoint. It needs neither the dataset's files nor the weights with which training began:
 * `run.json` or the checkpoint itself has the classes, and the checkpoint has every weight. Only for older runs, which
 * lack them, the dataset is opened.
 * @throws TesseraError `bad-checkpoint`, `backend-missing`, and as the dataset or the model does
 */
export async function openNetwork(trained: Trained): Promise<TrainedNetwork> {
  const { checkpoint, loaded, workingDirectory } = trained;
  const { experiment, registry } = loaded;
  const engine = await startEngine(experiment.engine);
  const { classes, imageSize, interpolation } = trained.data ?? (await describeDataset(trained));
  const input = { experiment, registry, tf: engine.tf, workingDirectory, classes };
  const model = await buildModelShape(input, () => undefined);
  try {
    const { step } = await loadCheckpoint(checkpoint.file, { model: model.stateDict() });
    return { engine, model, classes, imageSize, interpolation, step };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

async function describeDataset({ loaded: { experiment, registry }, workingDirectory }: Trained) {
  const dataset = await registry.build('dataset', experiment.dataset, baseContext(experiment, workingDirectory));
  await dataset.storage.close();
  return dataset;
}
