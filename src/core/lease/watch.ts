/** Judges from outside whether something is alive: by whether what it shows changes while one watches. */
export interface Watch {
  /** Takes one look. `unknown` until it changed, or stayed as it is for as long as one's patience lasts. */
  look(shown: string): 'held' | 'unknown' | 'dead';
}

export interface WatchOptions {
  /** Milliseconds without a change after which it counts as dead. */
  readonly patience?: number;
  /**
   * Milliseconds between two looks that count at most. While the watcher itself was stopped (a laptop asleep, a paused
   * container), it did not watch; what it watches may have been stopped too.
   */
  readonly longestStep?: number;
  /** Milliseconds from any point in time. */
  readonly now?: () => number;
}

export function createWatch(options: WatchOptions = {}): Watch {
  const { patience = 60_000, longestStep = 2_000, now = () => performance.now() } = options;
  let [last, lastLook, quiet, moved] = [undefined as string | undefined, 0, 0, false];
  return {
    look(shown) {
      if (shown === last) quiet += Math.min(now() - lastLook, longestStep);
      else [moved, quiet] = [last !== undefined, 0];
      [last, lastLook] = [shown, now()];
      if (quiet >= patience) return 'dead';
      return moved ? 'held' : 'unknown';
    },
  };
}
