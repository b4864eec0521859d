import { type Adapter, isSoftware } from './read-adapter.ts';

/** How much one training step has to compute, and how many threads would share it on the processor. */
export interface StepSize {
  /** In convolutions and matrix products: forward pass and gradients of one batch. */
  readonly multiplyAdds: number;
  readonly threads: number;
}

/** Whether the device is a card of which docs/performance.md has figures. */
export function isMeasured(adapter: Adapter): boolean {
  return !isSoftware(adapter) && measurementsOf(adapter) !== undefined;
}

/**
 * Whether steps of this size were measured to be faster on a card of this kind than on the processors of its machine.
 * A step on a card costs the start of its kernels, however small they are, so small steps are slower there.
 */
export function isMeasuredFaster(adapter: Adapter, { multiplyAdds, threads }: StepSize): boolean {
  return isMeasured(adapter) && multiplyAdds / threads > breakEven(measurementsOf(adapter)!);
}

/** Milliseconds of a step, from docs/performance.md, and its multiply-adds as `tessera plan` counts them. */
interface MeasuredStep {
  readonly multiplyAdds: number;
  readonly onCard: number;
  readonly onProcessor: number;
}

interface Measurements {
  readonly card: RegExp;
  /** Threads of the processor that it was compared with. */
  readonly threads: number;
  /** A step that was slower on the card, and the smallest that was faster. */
  readonly steps: readonly [slower: MeasuredStep, faster: MeasuredStep];
}

const measurements: readonly Measurements[] = [
  {
    card: /\bNVIDIA H100\b/,
    threads: 16,
    // The U-Net with batch 16 of 64 x 64, and of 256 x 256.
    steps: [
      { multiplyAdds: 2.621e9, onCard: 76, onProcessor: 70 },
      { multiplyAdds: 41.94e9, onCard: 118, onProcessor: 299 },
    ],
  },
];

/**
 * Multiply-adds for each thread at which card and processor take as long: where the straight lines through the two
 * steps cross. What a thread has to do sets the processor's time, so a machine with fewer threads gains by a card
 * earlier.
 */
function breakEven({ threads, steps: [slower, faster] }: Measurements): number {
  const [lead, lag] = [faster.onProcessor - faster.onCard, slower.onCard - slower.onProcessor];
  return (slower.multiplyAdds + ((faster.multiplyAdds - slower.multiplyAdds) * lag) / (lag + lead)) / threads;
}

function measurementsOf({ name }: Adapter): Measurements | undefined {
  return measurements.find(({ card }) => card.test(name));
}
