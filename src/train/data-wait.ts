/** How much of the time of training steps goes by waiting for batches. */
export interface DataWait {
  /** The same items; the time until each comes counts as waiting. */
  watch<T>(items: AsyncIterable<T>): AsyncIterable<T>;
  /** The step on the last item is done: the time since the item came counts as work, what follows counts as neither. */
  worked(): void;
  /** Share, 0 to 1, of waiting in waiting and work since the last call. */
  sinceLast(): number;
  /** Share, 0 to 1, in all. */
  total(): number;
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
      const share = shareOf(recent);
      recent = { waited: 0, worked: 0 };
      return share;
    },
    total: () => shareOf(whole),
  };
}

function shareOf({ waited, worked }: { waited: number; worked: number }): number {
  return waited === 0 ? 0 : waited / (waited + worked);
}
