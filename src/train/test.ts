import type { PreparedSource } from '../data/sample.ts';
import type { RunDirectory } from '../runs/directory.ts';
import type { SplitResult } from '../runs/result.ts';
import type { BuiltExperiment } from './build.ts';
import { loadCheckpoint } from './checkpoint.ts';
import { evaluate } from './evaluate.ts';
import type { Loading } from './loading.ts';
import type { TrainObserver } from './observer.ts';
import { valuesOf } from '../tasks/semantic/scoring.ts';

export interface TestInput {
  readonly run: Pick<RunDirectory, 'checkpointFile'>;
  readonly built: BuiltExperiment;
  readonly loading: Loading;
  readonly samples: PreparedSource;
  readonly batchSize: number;
  readonly observer: Pick<TrainObserver, 'tested'>;
  /** Name of the checkpoint; `best` unless told. */
  readonly checkpoint?: string;
}

/** Loads a checkpoint into the model and evaluates it on `samples`. */
export async function testRun({
  run,
  built,
  loading,
  samples,
  batchSize,
  observer,
  checkpoint = 'best',
}: TestInput): Promise<{
  readonly result: SplitResult;
  readonly values: Readonly<Record<string, number>>;
}> {
  await loadCheckpoint(run.checkpointFile(checkpoint), { model: built.model.stateDict() });
  const evaluation = await evaluate({
    ...built,
    classes: built.dataset.classes.length,
    loader: loading.loader(samples, { batchSize, shuffle: false, dropLast: false, augmentations: [] }),
    onBatch: (done) => observer.tested(done, samples.length),
  });
  const metrics = built.metrics.map(({ name, direction }) => {
    const { value, perClass } = evaluation.metrics.get(name)!;
    return [name, { value, perClass: perClass.map((figure) => figure ?? null), direction }] as const;
  });
  return { result: { loss: evaluation.loss, metrics: Object.fromEntries(metrics) }, values: valuesOf(evaluation) };
}
