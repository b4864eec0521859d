import { formatMetricName } from '../../tasks/semantic/metric-name.ts';
import type { RatioParams } from './params.ts';

/** `iou/macro/image`; a reduction that is not the mean is part of it: `iou/macro/image-sum`; so is `absent: zero`. */
export function metricName(
  metric: string,
  { average, absent, per, reduction }: Pick<RatioParams, 'average' | 'per' | 'reduction'> & Partial<RatioParams>,
): string {
  return formatMetricName({
    metric,
    average: absent === 'zero' ? `${average}-zero` : average,
    per: reduction === 'mean' ? per : `${per}-${reduction}`,
  });
}
