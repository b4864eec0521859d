import type { LogSection } from '../../schemas/index.ts';
import type { ClassInfo, SplitName } from '../data/dataset.ts';
import { drawConfusion } from '../evaluations/confusion-image.ts';
import { encodePng, pngImage } from '../log/encode-png.ts';
import type { Logger } from '../log/logger.ts';
import { confusionRows } from '../tasks/semantic/confusion.ts';
import { latticePixels } from '../tasks/semantic/pixel-lattice.ts';
import { startPrecisionRecall, type PrecisionRecall } from '../tasks/semantic/precision-recall.ts';
import type { Score } from '../tasks/semantic/scoring.ts';
import type { ComponentValues } from './component-logs.ts';
import { logImages, type TaggedImage } from './log-images.ts';

/** What an evaluation has to count for what is logged of it. Made anew for each. */
export interface CountedForLog {
  readonly confusion: boolean;
  readonly precisionRecall?: PrecisionRecall;
}

/** @param images how many the validation split has, also for the test, whose graph is then the same */
export function countedForLog(
  log: Pick<LogSection, 'confusion_matrix' | 'pr_curves'>,
  classes: readonly ClassInfo[],
  images: number,
): CountedForLog {
  return {
    confusion: log.confusion_matrix,
    ...(log.pr_curves && { precisionRecall: startPrecisionRecall(classes.length, latticePixels(images)) }),
  };
}

/** The confusion matrix of a split as `confusion/<split>`, if it was counted. */
export async function drawMatrix(
  split: SplitName,
  { confusion }: Pick<Score, 'confusion'>,
  classes: readonly ClassInfo[],
): Promise<TaggedImage[]> {
  if (!confusion) return [];
  const names = classes.map(({ name }) => name);
  return [[`confusion/${split}`, pngImage(await drawConfusion(confusionRows(confusion), names))]];
}

/** Logs the precision-recall curve of each class that has pixels in a split, if they were counted. */
export function logCurves(
  logger: Pick<Logger, 'prCurve'>,
  { split, step }: { readonly split: SplitName; readonly step: number },
  { precisionRecall }: Pick<CountedForLog, 'precisionRecall'>,
  classes: readonly ClassInfo[],
): void {
  for (const [index, curve] of precisionRecall?.curves().entries() ?? [])
    if (curve) logger.prCurve('run', step, `pr/${split}/${classes[index]!.name}`, curve);
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
  const drawings = [...images].map(async ([key, { image, ...size }]): Promise<TaggedImage[]> => [
    [tag(key), await encodePng(image, size)],
  ]);
  await logImages(logger, step, drawings);
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
