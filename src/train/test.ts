import { createLoader } from '../data/loader.ts';
import type { SampleSource } from '../data/sample.ts';
import type { RunDirectory } from '../runs/directory.ts';
import type { SplitResult } from '../runs/result.ts';
import type { BuiltExperiment } from './build.ts';
import { loadCheckpoint } from './checkpoint.ts';
import { evaluate } from './evaluate.ts';
import type { TrainObserver } from './observer.ts';
import { valuesOf } from './validation.ts';

export interface TestInput {
  readonly run: Pick<RunDirectory, 'checkpointFile'>;
  readonly built: BuiltExperiment;
  readonly samples: SampleSource;
  readonly batchSize: number;
  readonly seed: number;
  readonly observer: Pick<TrainObserver, 'tested'>;
  /** Name of the checkpoint; `best` unless told. */
  readonly checkpoint?: string;
}

/** Loads a checkpoint into the model and evaluates it on `samples`. */
export async function testRun({ run, built, samples, batchSize, seed, observer, checkpoint = 'best' }: TestInput): Promise<{
  readonly result: SplitResult;
  readonly values: Readonly<Record<string, number>>;
}> {
  await loadCheckpoint(run.checkpointFile(checkpoint), { model: built.model.stateDict() });
  const evaluation = await evaluate({
    ...built,
    classes: built.dataset.classes.length,
    loader: createLoader(samples, { batchSize, shuffle: false, dropLast: false, seed, augmentations: [] }),
    onBatch: (done) => observer.tested(done, samples.length),
  });
  const metrics = [...evaluation.metrics].map(([name, { value, perClass }]) => [
    name,
    { value, perClass: perClass.map((figure) => figure ?? null) },
  ]);
  return { result: { loss: evaluation.loss, metrics: Object.fromEntries(metrics) }, values: valuesOf(evaluation) };
}
