export interface InOrderOptions<T, R> {
  /** Items that are worked on at a time. */
  readonly atOnce: number;
  readonly work: (item: T) => Promise<R>;
  /** Ends the work. What was begun comes to its end first. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it too, and with it what is done with results. */
  readonly lost: AbortSignal;
}

/**
 * Works on several items at a time, and hands over each result in the items' order. After an error no further item is
 * begun. Results behind an item that has none are handed over at the end, so that none is lost.
 * @throws the first error, or the reason of the signal that was aborted
 */
export async function inOrder<T, R extends object>(
  items: readonly T[],
  { atOnce, work, signal, lost }: InOrderOptions<T, R>,
  take: (item: T, result: R) => Promise<void>,
): Promise<void> {
  const results = new Map<number, R>();
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  let taking = Promise.resolve();
  const takeReady = () =>
    (taking = taking.then(async () => {
      for (let result = results.get(next); result; result = results.get(next)) {
        results.delete(next);
        await take(items[next++]!, result);
      }
    }));

  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failure || signal?.aborted || lost.aborted) return;
      try {
        results.set(index, await work(item));
        await takeReady();
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  lost.throwIfAborted();
  for (const [index, result] of results) await take(items[index]!, result);
  if (failure) throw failure.error;
  signal?.throwIfAborted();
}
