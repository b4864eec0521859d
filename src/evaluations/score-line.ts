import { z } from 'zod';
import { jsonNumber } from '../core/json.ts';
import { classFigures } from '../tasks/semantic/class-figures.ts';
import { classCounts } from '../tasks/semantic/confusion.ts';
import type { ScoredPhoto } from '../tasks/semantic/scored-photo.ts';

const count = z.number().nonnegative();
const counts = z.array(count);

/** A line of `scores.jsonl`: what one photo scores. Lists have an entry for each class, class 0 first. */
export const photoScoreSchema = z.object({
  photo: z.string(),
  /** The size at which it was scored. */
  height: count,
  width: count,
  /** Mean of the classes' IoU, that is `iou/macro/image` of this photo; NaN if every pixel is ignored. */
  score: jsonNumber,
  /** The loss of this photo alone. */
  loss: jsonNumber,
  /** IoU of each class; null for a class that the mask doesn't have. */
  iou: z.array(z.number().nullable()),
  /** Pixels of each class that are predicted right. */
  truePositives: counts,
  /** Pixels that are predicted as the class and are not. */
  falsePositives: counts,
  /** Pixels of the class that are predicted as another one. */
  falseNegatives: counts,
});
export type PhotoScore = z.output<typeof photoScoreSchema>;

export function scoreOf({ name, height, width, confusion, loss }: ScoredPhoto): PhotoScore {
  const byClass = classCounts(confusion);
  const iou = byClass.map((one) => classFigures(one).iou ?? null);
  const present = iou.filter((value) => value !== null);
  return {
    photo: name,
    height,
    width,
    score: present.reduce((sum, value) => sum + value, 0) / present.length,
    loss,
    iou,
    truePositives: byClass.map(({ truePositives }) => truePositives),
    falsePositives: byClass.map(({ falsePositives }) => falsePositives),
    falseNegatives: byClass.map(({ falseNegatives }) => falseNegatives),
  };
}
