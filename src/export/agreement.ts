import { argmax } from '../data/resize/back-to-photo.ts';

/** How the answers of an exported model compare with the run's own. */
export interface Agreement {
  /** Pixels that were compared. */
  readonly pixels: number;
  /** Pixels whose class differs. */
  readonly differentLabels: number;
  /** The largest difference of two logits, and the largest logit. */
  readonly largestDifference: number;
  readonly largestLogit: number;
  /** Share of the pixels of each class, by the run's own answers; class 0 first. */
  readonly shares: readonly number[];
}

/**
 * How far logits may be apart, as a share of the largest one: sums of float32 in another order differ by some 1e-6 of
 * it, and an operator that means something else by far more than this.
 */
export const tolerance = 1e-4;

/** Compares answers batch by batch. */
export class AgreementCounter {
  readonly #counts: number[];
  #pixels = 0;
  #differentLabels = 0;
  /** By how much the run's class is ahead of the model's, where they differ. */
  #largestGap = 0;
  #largestDifference = 0;
  #largestLogit = 0;

  constructor(classes: number) {
    this.#counts = Array<number>(classes).fill(0);
  }

  /** Logits of both, [pixels, classes]. */
  addLogits(own: Float32Array, exported: Float32Array): void {
    for (let at = 0; at < own.length; at++) {
      const difference = Math.abs(own[at]! - exported[at]!);
      this.#largestDifference = Math.max(this.#largestDifference, Number.isNaN(difference) ? Infinity : difference);
    }
    for (const value of own) this.#largestLogit = Math.max(this.#largestLogit, Math.abs(value));
    for (const label of labelsOf(own, this.#counts.length)) this.#counts[label]!++;
    this.#pixels += own.length / this.#counts.length;
    this.addLabels(own, labelsOf(exported, this.#counts.length));
  }

  /** The run's logits [pixels, classes], which were added, and a model's labels [pixels]. */
  addLabels(own: Float32Array, labels: Uint8Array): void {
    const classes = this.#counts.length;
    labelsOf(own, classes).forEach((wanted, pixel) => {
      const got = labels[pixel]!;
      if (wanted === got) return;
      this.#differentLabels++;
      const gap = own[pixel * classes + wanted]! - (got < classes ? own[pixel * classes + got]! : -Infinity);
      this.#largestGap = Math.max(this.#largestGap, gap);
    });
  }

  get result(): Agreement {
    return {
      pixels: this.#pixels,
      differentLabels: this.#differentLabels,
      largestDifference: this.#largestDifference,
      largestLogit: this.#largestLogit,
      shares: this.#counts.map((count) => count / Math.max(1, this.#pixels)),
    };
  }

  /** Whether all differences are those of float32 arithmetic. Where two classes are equally likely, either is right. */
  get agrees(): boolean {
    const allowed = tolerance * this.#largestLogit;
    return this.#largestDifference <= allowed && this.#largestGap <= 2 * allowed;
  }
}

/** The class with the largest logit, for each pixel. */
function labelsOf(logits: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: logits.length / classes }, (_, pixel) => argmax(logits, pixel * classes, classes));
}
