/** Judges from outside whether a process is alive: by whether the content that it writes changes while we watch. */
export interface Watch {
  /** Takes one look. The answer is `unknown` until the content has changed, or has not changed for `patience`. */
  look(shown: string): 'held' | 'unknown' | 'dead';
}

export interface WatchOptions {
  /** Milliseconds without a change after which it counts as dead. */
  readonly patience?: number;
  /**
   * The most milliseconds between two looks that count. While the watcher itself was stopped (a sleeping laptop, a
   * paused container), it did not watch, and the watched process may have been stopped too.
   */
  readonly longestStep?: number;
  /** A clock in milliseconds, from any starting point. */
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
