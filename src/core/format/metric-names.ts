import { type JsonObject } from './migrations.ts';
import { isPlainObject } from '../plain-object.ts';

/**
 * Converts a metric's name from format 1 to format 2, in which names end in what they average over: `iou/macro` becomes
 * `iou/macro/image`, `iou/macro-dataset` becomes `iou/macro/dataset`, `iou/macro-sum` becomes `iou/macro/image-sum`.
 */
export function renameMetric(name: string): string {
  const parts = /^([^/]+\/[^/-]+)(-dataset)?(-sum|-none)?$/.exec(name);
  if (!parts) return name;
  const [, figure, dataset, reduction = ''] = parts;
  return `${figure}/${dataset ? 'dataset' : 'image'}${reduction}`;
}

/** `train.best` of a configuration. */
export function renameInConfig(config: JsonObject): JsonObject {
  const { train } = config;
  if (!isPlainObject(train) || typeof train['best'] !== 'string') return config;
  return { ...config, train: { ...train, best: renameMetric(train['best']) } };
}

/** The keys of the test split's metrics, and the best validation's name. */
export function renameInResult(result: JsonObject): JsonObject {
  const { test } = result;
  return renameBest(
    isPlainObject(test) ? { ...result, test: { ...test, metrics: renameKeys(test['metrics']) } } : result,
  );
}

/** The keys of each point's metrics. */
export function renameInLedger(ledger: JsonObject): JsonObject {
  const { points } = ledger;
  if (!Array.isArray(points)) return ledger;
  const renamed = points.map((point: unknown) =>
    isPlainObject(point) && 'metrics' in point ? { ...point, metrics: renameKeys(point['metrics']) } : point,
  );
  return { ...ledger, points: renamed };
}

/** The name of the best validation's metric, in a checkpoint or a result. */
export function renameBest(content: JsonObject): JsonObject {
  const { best } = content;
  if (!isPlainObject(best) || typeof best['metric'] !== 'string') return content;
  return { ...content, best: { ...best, metric: renameMetric(best['metric']) } };
}

function renameKeys(metrics: unknown): unknown {
  if (!isPlainObject(metrics)) return metrics;
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [renameMetric(name), value]));
}
