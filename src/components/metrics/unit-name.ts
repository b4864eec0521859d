import { formatMetricName } from '../../tasks/semantic/metric-name.ts';
import type { RatioParams } from './params.ts';

/**
 * `iou/macro/image`; the value of one class is called by it: `iou/nucleus/image`; a reduction that is not the mean is
 * part of it: `iou/macro/image-sum`; so is `absent: zero`.
 */
export function metricName(
  metric: string,
  { average, absent, per, reduction }: Pick<RatioParams, 'average' | 'per' | 'reduction'> & Partial<RatioParams>,
): string {
  const averaged = typeof average === 'string' ? average : namePart(average.class);
  return formatMetricName({
    metric,
    average: absent === 'zero' ? `${averaged}-zero` : averaged,
    per: reduction === 'mean' ? per : `${per}-${reduction}`,
  });
}

/** The name of a class in small letters, digits and dashes. */
function namePart(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9_-]+/g, '-')
      .replace(/^[-_]+/, '') || 'class'
  );
}
