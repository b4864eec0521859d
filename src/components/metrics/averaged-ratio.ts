import { z } from 'zod';
import type { Confusion, MetricOf } from '../../registry/index.ts';
import { sumConfusions } from '../../tasks/semantic/confusion.ts';
import { formatMetricName } from '../../tasks/semantic/metric-name.ts';
import { hasPixels, macroRatio, microRatio, ratioPerClass, type Ratio } from './ratio.ts';
import { startAverage, type RunningAverage } from './running-average.ts';

/** The parameters of every metric that divides one sum of pixels by another. */
export const ratioParams = z.strictObject({
  average: z
    .enum(['macro', 'micro'])
    .default('macro')
    .describe(
      '`macro`: mean over the classes that occur in the target, so a class that is only predicted is left out; `micro`: the ratio of the sums over all classes.',
    ),
  per: z
    .enum(['image', 'batch', 'dataset'])
    .default('image')
    .describe(
      '`image`: one value per image, then reduced; `batch`: one value per batch, then reduced, so it depends on `train.batch_size`; `dataset`: one value for all images.',
    ),
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('How the values per image or batch are reduced to one. `none` keeps them all, and shows their mean.'),
});
export type RatioParams = z.output<typeof ratioParams>;

/**
 * A metric that is a ratio of pixel counts. The macro mean leaves out classes that the target doesn't have. Images
 * whose pixels are all ignored are left out of everything. If nothing is left, the value is NaN.
 */
export function averagedRatio(ratio: Ratio, params: RatioParams, classes: number): MetricOf<'confusion'> {
  const { per, reduction } = params;
  const ratioOf = params.average === 'macro' ? macroRatio : microRatio;
  const include = (average: RunningAverage, unit: Confusion) => {
    if (hasPixels(unit)) average.add(ratioOf(ratio, unit), ratioPerClass(ratio, unit));
  };
  return {
    name: nameOf(ratio, params),
    direction: 'max',
    needs: 'confusion',
    start() {
      const average = startAverage(classes, { reduction });
      let total = sumConfusions([], classes);
      return {
        add(images) {
          if (per === 'dataset') total = sumConfusions([total, ...images], classes);
          else for (const unit of per === 'image' ? images : [sumConfusions(images, classes)]) include(average, unit);
        },
        value() {
          if (per !== 'dataset') return average.value();
          const whole = startAverage(classes, { reduction });
          include(whole, total);
          return whole.value();
        },
      };
    },
  };
}

/** `iou/macro/image`; a reduction that is not the mean is part of it: `iou/macro/image-sum`. */
function nameOf({ name }: Ratio, { average, per, reduction }: RatioParams): string {
  return formatMetricName({ metric: name, average, per: reduction === 'mean' ? per : `${per}-${reduction}` });
}
