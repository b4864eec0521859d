import type { ScoredPhoto } from '../tasks/semantic/scored-photo.ts';
import { enlargeWhole, type LabelledPhoto, reduceWhole } from './scale-whole.ts';

/** A photo that is kept to be shown. */
export interface KeptPhoto extends LabelledPhoto {
  readonly score: number;
}

/** The photos with the lowest and the highest scores so far, as many of each as asked for. */
export interface Extremes {
  /** Copies of the photo what is kept. One whose score is NaN is left out. */
  add(photo: ScoredPhoto, score: number): void;
  /** Lowest first. */
  worst(): readonly KeptPhoto[];
  /** Highest first, without those that are among the worst. */
  best(): readonly KeptPhoto[];
}

export type ShownExtremes = Pick<Extremes, 'worst' | 'best'>;

/** Longer side of a shown photo, in pixels. */
const shownSide = 256;

/**
 * Keeps photos that are reduced to `side` pixels. Memory doesn't grow with the number of those that are added. Of equal
 * scores, the photos that came first are kept.
 */
export function keepExtremes(count: number, side = shownSide): Extremes {
  let worst: KeptPhoto[] = [];
  let best: KeptPhoto[] = [];
  const ascending = (a: KeptPhoto, b: KeptPhoto) => a.score - b.score;
  return {
    add(photo, score) {
      if (Number.isNaN(score)) return;
      const isWorse = worst.length < count || score < worst.at(-1)!.score;
      const isBetter = best.length < count || score > best.at(-1)!.score;
      if (!isWorse && !isBetter) return;
      const kept = { ...reduceWhole(photo, side), score };
      if (isWorse) worst = [...worst, kept].sort(ascending).slice(0, count);
      if (isBetter) best = [...best, kept].sort((a, b) => ascending(b, a)).slice(0, count);
    },
    worst: () => worst,
    best: () => best.filter((photo) => !worst.includes(photo)),
  };
}

/** The same photos, with small ones enlarged to up to 256 pixels. */
export function enlargeExtremes(extremes: ShownExtremes): ShownExtremes {
  const enlarged = (photos: readonly KeptPhoto[]) =>
    photos.map((photo) => ({ ...enlargeWhole(photo, shownSide), score: photo.score }));
  const [worst, best] = [enlarged(extremes.worst()), enlarged(extremes.best())];
  return { worst: () => worst, best: () => best };
}
