/** How often something is asked: seldom while nothing changes. */
export interface Backoff {
  isDue(): boolean;
  /** @param hasChanged whether the answer was another one than before */
  asked(hasChanged: boolean): void;
}

/** The time between two questions starts at `first` milliseconds and doubles up to `most`, until something changes. */
export function createBackoff(first: number, most: number, now: () => number = () => performance.now()): Backoff {
  let [next, every] = [-Infinity, first];
  return {
    isDue: () => now() >= next,
    asked(hasChanged) {
      every = hasChanged ? first : Math.min(most, every);
      next = now() + every;
      if (!hasChanged) every = Math.min(most, every * 2);
    },
  };
}
