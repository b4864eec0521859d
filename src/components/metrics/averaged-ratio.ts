import type { Confusion, MetricOf } from '../../registry/index.ts';
import { sumConfusions } from '../../tasks/semantic/confusion.ts';
import type { RatioParams } from './params.ts';
import { hasPixels, macroRatio, mean, microRatio, ratioPerClass, weightedRatio, type Ratio } from './ratio.ts';
import { startAverage, type RunningAverage } from './running-average.ts';
import { metricName } from './unit-name.ts';

const averages = { macro: macroRatio, micro: microRatio, weighted: weightedRatio, none: macroRatio } as const;

/**
 * A metric that is a ratio of pixel counts. Images whose pixels are all ignored, and those where no class counts, are left
 * out of everything. If nothing is left, the value is NaN.
 */
export function averagedRatio(ratio: Ratio, params: RatioParams, classes: number): MetricOf<'confusion'> {
  const { average, absent, per, reduction } = params;
  const ratioOf = averages[average];
  const include = (running: RunningAverage, unit: Confusion) => {
    if (hasPixels(unit)) running.add(ratioOf(ratio, unit, absent), ratioPerClass(ratio, unit, absent));
  };
  const valueOf = (running: RunningAverage) => {
    const found = running.value();
    return average === 'none' ? { ...found, value: mean(found.perClass) } : found;
  };
  return {
    name: metricName(ratio.name, params),
    direction: 'max',
    needs: 'confusion',
    start() {
      const running = startAverage(classes, { reduction });
      let total = sumConfusions([], classes);
      return {
        add(images) {
          if (per === 'dataset') total = sumConfusions([total, ...images], classes);
          else for (const unit of per === 'image' ? images : [sumConfusions(images, classes)]) include(running, unit);
        },
        value() {
          if (per !== 'dataset') return valueOf(running);
          const whole = startAverage(classes, { reduction });
          include(whole, total);
          return valueOf(whole);
        },
      };
    },
  };
}
