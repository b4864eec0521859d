import { z } from 'zod';
import type { Problem } from '../../core/errors/index.ts';
import { defineComponent, type ScoredBatch } from '../../registry/index.ts';
import { perParam, reductionParam } from './params.ts';
import { startRoc } from './roc.ts';
import { startAverage } from './running-average.ts';
import { metricName } from './unit-name.ts';

export const auc = defineComponent({
  kind: 'metric',
  type: 'auc',
  description:
    'Area under the ROC curve of two classes: the probability that a pixel of the second class gets a higher ' +
    'score for it than a pixel of the first. Images without pixels of both are left out.',
  params: z.strictObject({ per: perParam, reduction: reductionParam }),
  check: (_, { classes }) => (classes.length === 2 ? [] : [notTwo(classes.length)]),
  build({ per, reduction }) {
    return {
      name: metricName('auc', { average: 'macro', per, reduction }),
      direction: 'max',
      needs: 'scores',
      start() {
        const average = startAverage(2, { reduction });
        const roc = startRoc();
        const include = (value: number, images: number) => average.add(value, [value, value], images);
        return {
          add(batch) {
            for (let image = 0; image < batch.size; image++) {
              addImage(roc, batch, image);
              if (per === 'image') include(roc.take(), 1);
            }
            if (per === 'batch') include(roc.take(), batch.size);
          },
          value() {
            if (per !== 'dataset') return average.value();
            const value = roc.area();
            return { value, perClass: Number.isNaN(value) ? [undefined, undefined] : [value, value] };
          },
        };
      },
    };
  },
});

function addImage(
  roc: ReturnType<typeof startRoc>,
  { height, width, scores, masks }: ScoredBatch,
  image: number,
): void {
  const pixels = height * width;
  for (let pixel = image * pixels; pixel < (image + 1) * pixels; pixel++) {
    const label = masks[pixel]!;
    if (label < 2) roc.add(label, scores[2 * pixel]!, scores[2 * pixel + 1]!);
  }
}

function notTwo(classes: number): Problem {
  return {
    code: 'bad-value',
    path: 'metrics',
    message: `expected two classes for the metric \`auc\`, got ${classes}`,
    hints: ['take another metric, such as `dice`'],
  };
}
