/** Measures how long training steps take, and how much of that is spent waiting for batches. */
export interface DataWait {
  /** Passes the items on. The time until each comes counts as waiting. */
  watch<T>(items: AsyncIterable<T>): AsyncIterable<T>;
  /**
   * To be called after the step on an item. The time since the item came counts as work; the time after it counts as
   * neither.
   */
  worked(): void;
  /** Waiting and work since the last call. */
  sinceLast(): StepTime;
  /** Waiting divided by waiting and work, 0 to 1, since the beginning. */
  total(): number;
}

export interface StepTime {
  /** Waiting and work. */
  readonly seconds: number;
  /** Waiting divided by both, 0 to 1. */
  readonly dataWait: number;
}

/** `now` in milliseconds. */
export function createDataWait(now: () => number = () => performance.now()): DataWait {
  const whole = { waited: 0, worked: 0 };
  let recent = { waited: 0, worked: 0 };
  let came = 0;

  const add = (kind: 'waited' | 'worked', milliseconds: number) => {
    whole[kind] += milliseconds;
    recent[kind] += milliseconds;
  };
  return {
    async *watch(items) {
      let asked = now();
      for await (const item of items) {
        came = now();
        add('waited', came - asked);
        yield item;
        asked = now();
      }
    },
    worked: () => add('worked', now() - came),
    sinceLast() {
      const time = { seconds: (recent.waited + recent.worked) / 1000, dataWait: shareOf(recent) };
      recent = { waited: 0, worked: 0 };
      return time;
    },
    total: () => shareOf(whole),
  };
}

function shareOf({ waited, worked }: { waited: number; worked: number }): number {
  return waited === 0 ? 0 : waited / (waited + worked);
}
