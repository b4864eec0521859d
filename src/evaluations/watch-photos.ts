import { confusionRows, sumConfusions } from '../tasks/semantic/confusion.ts';
import type { ScoredPhoto } from '../tasks/semantic/scored-photo.ts';
import { keepExtremes, type ShownExtremes } from './extremes.ts';
import { scoreOf, type PhotoScore } from './score-line.ts';

/** What an evaluation keeps of its photos. */
export interface WatchedPhotos {
  /** One for each photo, in the order of the split. */
  readonly scores: readonly PhotoScore[];
  readonly extremes: ShownExtremes;
  /** Pixels over all photos: `confusion[actual][predicted]`. */
  readonly confusion: readonly (readonly number[])[];
}

/** How many of the worst photos are shown, and how many of the best. */
const usuallyShown = 6;

/** Watches the photos of an evaluation as they are scored. */
export function watchPhotos(
  classes: number,
  shown = usuallyShown,
): { add(photo: ScoredPhoto): void; result(): WatchedPhotos } {
  const scores: PhotoScore[] = [];
  const extremes = keepExtremes(shown);
  let total = sumConfusions([], classes);
  return {
    add(photo) {
      const score = scoreOf(photo);
      scores.push(score);
      if (shown > 0) extremes.add(photo, score.score);
      total = sumConfusions([total, photo.confusion], classes);
    },
    result: () => ({ scores, extremes, confusion: confusionRows(total) }),
  };
}
