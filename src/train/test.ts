import type { Dataset } from '../data/dataset.ts';
import type { PreparedSource } from '../data/prepare/prepared-source.ts';
import type { SplitResult } from '../runs/result.ts';
import { valuesOf } from '../tasks/semantic/scoring.ts';
import type { BuiltExperiment } from './build.ts';
import { evaluate, type EvaluateInput, type Evaluation } from './evaluate.ts';
import type { Loading } from './loading.ts';
import type { TrainObserver } from './observer.ts';
import { scoredAt, splitResult } from './split-result.ts';

export interface TestInput extends Pick<BuiltExperiment, 'model' | 'loss' | 'losses' | 'reported'> {
  readonly dataset: Pick<Dataset, 'classes' | 'evaluateAt'>;
  readonly loading: Pick<Loading, 'evaluationLoader'>;
  readonly samples: PreparedSource;
  readonly batchSize: number;
  readonly observer: Pick<TrainObserver, 'tested'>;
  readonly signal?: AbortSignal | undefined;
  readonly onPhoto?: EvaluateInput['onPhoto'];
  readonly photoLosses?: EvaluateInput['photoLosses'];
  readonly confusion?: EvaluateInput['confusion'];
  readonly precisionRecall?: EvaluateInput['precisionRecall'];
  readonly labels?: EvaluateInput['labels'];
  readonly features?: EvaluateInput['features'];
}

/**
 * Evaluates a model on all samples of a split. Returns the figures for `result.json`, `tessera test` and the log.
 * @throws the signal's reason if it is aborted
 */
export async function testSplit({ loading, samples, batchSize, observer, ...parts }: TestInput): Promise<{
  readonly result: SplitResult;
  readonly values: Readonly<Record<string, number>>;
  readonly evaluation: Evaluation;
}> {
  const evaluation = await evaluate({
    ...parts,
    metrics: parts.reported,
    classes: parts.dataset.classes.length,
    loader: loading.evaluationLoader(samples, { batchSize, augmentations: [] }),
    onBatch: (done) => observer.tested(done, samples.length),
  });
  const at = scoredAt(samples, parts.dataset);
  return { result: splitResult(evaluation, parts.reported, at), values: valuesOf(evaluation), evaluation };
}
