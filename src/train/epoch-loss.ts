import { z } from 'zod';

/** The training loss of an epoch that has begun, as a checkpoint keeps it. */
export const epochLossSchema = z.strictObject({
  /** Sum over images of the mean loss of their batch. */
  sum: z.number(),
  images: z.int().nonnegative(),
});
type Begun = z.output<typeof epochLossSchema>;

/** The mean of the training loss over the images of an epoch. */
export interface EpochLoss {
  /** Adds a batch; `loss` is its mean. */
  add(loss: number, images: number): void;
  /** What has been added so far; undefined before the first batch, or if a part of the epoch is not known. */
  begun(): Begun | undefined;
  /** Ends the epoch. Undefined if a part of it is not known. */
  take(): number | undefined;
}

/**
 * @param begun of the epoch in which training goes on; undefined at the beginning of one
 * @param isMidEpoch whether training goes on within an epoch
 */
export function createEpochLoss(begun: Begun | undefined, isMidEpoch: boolean): EpochLoss {
  let { sum, images } = begun ?? { sum: 0, images: 0 };
  // A checkpoint of an earlier version doesn't have the first part.
  let isWhole = begun !== undefined || !isMidEpoch;
  return {
    add(loss, count) {
      sum += loss * count;
      images += count;
    },
    begun: () => (isWhole && images > 0 ? { sum, images } : undefined),
    take() {
      const mean = isWhole ? sum / images : undefined;
      [sum, images, isWhole] = [0, 0, true];
      return mean;
    },
  };
}
