import type { LogSection } from '../../schemas/index.ts';
import type { ClassInfo, SplitName } from '../data/dataset.ts';
import { drawConfusion } from '../evaluations/confusion-image.ts';
import { encodePng, pngImage } from '../log/encode-png.ts';
import type { Logger } from '../log/logger.ts';
import { confusionRows } from '../tasks/semantic/confusion.ts';
import { startPrecisionRecall, type PrecisionRecall } from '../tasks/semantic/precision-recall.ts';
import type { Score } from '../tasks/semantic/scoring.ts';
import type { ComponentValues } from './component-logs.ts';

/** What an evaluation has to count for what is logged of it. Made anew for each. */
export interface CountedForLog {
  readonly confusion: boolean;
  readonly precisionRecall?: PrecisionRecall;
}

export function countedForLog(
  log: Pick<LogSection, 'confusion_matrix' | 'pr_curves'>,
  classes: readonly ClassInfo[],
): CountedForLog {
  return {
    confusion: log.confusion_matrix,
    ...(log.pr_curves && { precisionRecall: startPrecisionRecall(classes.length) }),
  };
}

/** Logs the confusion matrix and the precision-recall curves of a split, as far as they were counted. */
export async function logCounts(
  logger: Pick<Logger, 'image' | 'prCurve'>,
  {
    split,
    step,
    classes,
  }: { readonly split: SplitName; readonly step: number; readonly classes: readonly ClassInfo[] },
  { confusion }: Pick<Score, 'confusion'>,
  { precisionRecall }: Pick<CountedForLog, 'precisionRecall'>,
): Promise<void> {
  const names = classes.map(({ name }) => name);
  if (confusion) {
    const png = await drawConfusion(confusionRows(confusion), names);
    logger.image('run', step, `confusion/${split}`, pngImage(png));
  }
  for (const [index, curve] of precisionRecall?.curves().entries() ?? [])
    if (curve) logger.prCurve('run', step, `pr/${split}/${names[index]!}`, curve);
}

/** Logs what components logged of their own, such as `plugin/val/loss/<name>`. */
export async function logOwn(
  logger: Pick<Logger, 'scalars' | 'image'>,
  { split, step }: { readonly split: SplitName; readonly step: number },
  { scalars, images }: ComponentValues,
): Promise<void> {
  const tag = (key: string) => `plugin/${split}/${key}`;
  const tagged = Object.fromEntries([...scalars].map(([key, value]) => [tag(key), value]));
  if (scalars.size > 0) logger.scalars('run', step, tagged);
  for (const [key, { image, ...size }] of images) logger.image('run', step, tag(key), await encodePng(image, size));
}

/**
 * The figures of each class by tag, such as `class/iou/macro/image/cat`. A class that the split doesn't have has none.
 */
export function perClassFigures(
  { metrics }: Pick<Score, 'metrics'>,
  classes: readonly ClassInfo[],
): Record<string, number> {
  const all = [...metrics].flatMap(([name, { perClass }]) =>
    perClass.flatMap((value, index) =>
      value === undefined ? [] : [[`class/${name}/${classes[index]!.name}`, value] as const],
    ),
  );
  return Object.fromEntries(all);
}
