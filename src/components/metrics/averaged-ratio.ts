import { nearest, type Problem } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { ClassInfo } from '../../data/dataset.ts';
import type { CheckContext, Confusion, MetricOf } from '../../registry/index.ts';
import { sumConfusions } from '../../tasks/semantic/confusion.ts';
import type { RatioParams } from './params.ts';
import { hasPixels, macroRatio, mean, microRatio, ratioPerClass, weightedRatio, type Ratio } from './ratio.ts';
import { startAverage, type RunningAverage } from './running-average.ts';
import { metricName } from './unit-name.ts';

const averages = { macro: macroRatio, micro: microRatio, weighted: weightedRatio, none: macroRatio } as const;

/**
 * A metric that is a ratio of pixel counts. Images whose pixels are all ignored, and those where no class counts, are
 * left out of everything. If nothing is left, the value is NaN. The parameters fit the classes (`checkAverage`).
 */
export function averagedRatio(
  ratio: Ratio,
  params: RatioParams,
  classes: readonly Pick<ClassInfo, 'name'>[],
): MetricOf<'confusion'> {
  const { average, absent, per, reduction } = params;
  const ratioOf =
    typeof average === 'string'
      ? averages[average]
      : ratioOfClass(classes.findIndex(({ name }) => name === average.class));
  const { length } = classes;
  const include = (running: RunningAverage, unit: Confusion, images: number) => {
    if (hasPixels(unit)) running.add(ratioOf(ratio, unit, absent), ratioPerClass(ratio, unit, absent), images);
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
      const running = startAverage(length, { reduction });
      let total = sumConfusions([], length);
      return {
        add(images) {
          if (per === 'dataset') total = sumConfusions([total, ...images], length);
          else if (per === 'image') for (const image of images) include(running, image, 1);
          else include(running, sumConfusions(images, length), images.length);
        },
        value() {
          if (per !== 'dataset') return valueOf(running);
          const whole = startAverage(length, { reduction });
          include(whole, total, 1);
          return valueOf(whole);
        },
      };
    },
  };
}

/** The value of one class; NaN where it doesn't count. */
function ratioOfClass(index: number): typeof macroRatio {
  return (ratio, confusion, absent) => ratioPerClass(ratio, confusion, absent)[index] ?? NaN;
}

/** That the value is to be that of a class which isn't there. */
export function checkAverage({ average }: Pick<RatioParams, 'average'>, { classes }: CheckContext): Problem[] {
  const names = classes.map(({ name }) => name);
  if (typeof average === 'string' || names.includes(average.class)) return [];
  const close = nearest(average.class, names);
  return [
    {
      code: 'bad-value',
      path: 'metrics.average.class',
      message: `expected the name of a class, got \`${average.class}\`, which no class has`,
      hints: [close === undefined ? `the classes: ${listed(names, 16)}` : `did you mean \`${close}\`?`],
    },
  ];
}
