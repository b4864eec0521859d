import { TesseraError } from '../core/errors/index.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Metric } from '../registry/index.ts';
import { parseMetricName } from '../tasks/semantic/metric-name.ts';

/**
 * A metric that needs scores gets those of one size at a time, so it can't count several photos as one batch where they
 * have different sizes.
 * @throws TesseraError `bad-value`
 */
export function checkBatchMetrics({ resize, evaluateAt }: Dataset, metrics: readonly Metric[]): void {
  const oneByOne = evaluateAt === 'original' || resize?.val === 'none' || resize?.test === 'none';
  const found = metrics.find(({ name, needs }) => needs === 'scores' && isPerBatch(name));
  if (!oneByOne || !found) return;
  const key = evaluateAt === 'original' ? 'evaluate_at: original' : 'resize: none';
  throw new TesseraError({
    code: 'bad-value',
    path: 'metrics',
    message:
      `expected metrics of scores to be per image or data set, got \`${found.name}\`: with \`${key}\` photos are ` +
      'scored one by one',
    hints: ['take `per: image` or `per: dataset`'],
  });
}

function isPerBatch(name: string): boolean {
  return parseMetricName(name)?.per?.startsWith('batch') ?? false;
}
