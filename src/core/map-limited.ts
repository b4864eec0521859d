import { allOrFirstError } from './all-or-first-error.ts';

/**
 * `map` with at most `limit` calls at a time, so that not all files are open at once. Results are in the items' order.
 * After an error no more are begun; it is thrown when those that were have ended.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let hasFailed = false;
  const next = async () => {
    for (const [index, item] of queue) {
      if (hasFailed) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await allOrFirstError(Array.from({ length: Math.min(limit, items.length) }, next));
  return results;
}
