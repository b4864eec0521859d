/** What an answer says of one class. */
export interface ClassShare {
  /** Its part of the photo's pixels, 0 to 1. */
  readonly share: number;
  /** The mean probability of the class in its pixels; null if it has none. */
  readonly confidence: number | null;
}

/** Counts the pixels of an answer, some rows at a time. */
export interface ClassTotals {
  /**
   * The class of each pixel, given logits [pixels, classes]: that with the largest logit; of equal ones, the first.
   * `probabilities`, of the same shape, is filled with their softmax.
   */
  add(logits: Float32Array, probabilities?: Float32Array): Uint8Array;
  shares(): ClassShare[];
}

export function countClasses(classes: number): ClassTotals {
  const [pixels, confidence] = [new Float64Array(classes), new Float64Array(classes)];
  return {
    add(logits, probabilities) {
      const labels = new Uint8Array(logits.length / classes);
      for (let pixel = 0, at = 0; pixel < labels.length; pixel++, at += classes) {
        let best = 0;
        for (let index = 1; index < classes; index++) if (logits[at + index]! > logits[at + best]!) best = index;
        const largest = logits[at + best]!;
        let sum = 0;
        for (let index = 0; index < classes; index++) sum += Math.exp(logits[at + index]! - largest);
        if (probabilities)
          for (let index = 0; index < classes; index++)
            probabilities[at + index] = Math.exp(logits[at + index]! - largest) / sum;
        labels[pixel] = best;
        pixels[best]!++;
        confidence[best]! += 1 / sum;
      }
      return labels;
    },
    shares() {
      const all = pixels.reduce((sum, count) => sum + count, 0);
      return Array.from(pixels, (count, index) => ({
        share: count / all,
        confidence: count === 0 ? null : confidence[index]! / count,
      }));
    },
  };
}
