import type { NamedImage } from '../data/sample.ts';
import { countClasses, type ClassShare } from './class-totals.ts';
import type { Forward } from './forward.ts';
import type { Framing } from './framing.ts';
import { logitRows } from './logit-rows.ts';

/** What a network says of a photo, at the photo's own size. */
export interface ImageAnswer {
  readonly height: number;
  readonly width: number;
  /** The index of each pixel's class, [height, width]. */
  readonly labels: Uint8Array;
  /** The probability of each class in each pixel, [height, width, classes], if asked for. */
  readonly probabilities?: Float32Array;
  /** Class 0 first. */
  readonly shares: readonly ClassShare[];
}

export interface ImageQuestion {
  readonly classes: number;
  readonly framing: Framing;
  readonly forward: Forward;
  readonly probabilities: boolean;
}

/** The whole answer in memory. `answerPhoto` writes one to files, and keeps little of it. */
export async function predictImage(
  image: NamedImage,
  { classes, framing, forward, probabilities: wanted }: ImageQuestion,
): Promise<ImageAnswer> {
  const { height, width } = image;
  const labels = new Uint8Array(height * width);
  const probabilities = wanted ? new Float32Array(height * width * classes) : undefined;
  const totals = countClasses(classes);
  for await (const { from, count, logits } of logitRows(image, framing, forward)) {
    const [start, end] = [from * width, (from + count) * width];
    labels.set(totals.add(logits, probabilities?.subarray(start * classes, end * classes)), start);
  }
  return { height, width, labels, ...(probabilities && { probabilities }), shares: totals.shares() };
}
