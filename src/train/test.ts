import type { Dataset } from '../data/dataset.ts';
import type { PreparedSource } from '../data/prepare/prepared-source.ts';
import type { SplitResult } from '../runs/result.ts';
import { valuesOf } from '../tasks/semantic/scoring.ts';
import type { BuiltExperiment } from './build.ts';
import { evaluate, type EvaluateInput, type Evaluation } from './evaluate.ts';
import type { Loading } from './loading.ts';
import type { TrainObserver } from './observer.ts';

export interface TestInput extends Pick<BuiltExperiment, 'model' | 'loss' | 'losses' | 'reported'> {
  readonly dataset: Pick<Dataset, 'classes' | 'evaluateAt'>;
  readonly loading: Pick<Loading, 'evaluationLoader'>;
  readonly samples: PreparedSource;
  readonly batchSize: number;
  readonly observer: Pick<TrainObserver, 'tested'>;
  readonly signal?: AbortSignal | undefined;
  readonly onPhoto?: EvaluateInput['onPhoto'];
  readonly confusion?: EvaluateInput['confusion'];
  readonly precisionRecall?: EvaluateInput['precisionRecall'];
  readonly labels?: EvaluateInput['labels'];
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
  const metrics = parts.reported.map(({ name, direction }) => {
    const { value, perClass } = evaluation.metrics.get(name)!;
    return [name, { value, perClass: perClass.map((figure) => figure ?? null), direction }] as const;
  });
  const { loss, losses } = evaluation;
  const { evaluateAt = 'input' } = parts.dataset;
  const result: SplitResult = {
    at: samples.remote.evaluated ? evaluateAt : 'input',
    loss,
    ...(losses.size > 0 && { losses: Object.fromEntries(losses) }),
    metrics: Object.fromEntries(metrics),
  };
  return { result, values: valuesOf(evaluation), evaluation };
}
