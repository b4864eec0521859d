import type { Sample } from '../sample.ts';

/** A list of items that are read by position. */
export interface ReadSource<T> {
  readonly length: number;
  read(index: number): Promise<T>;
  /** The best number of concurrent reads; 4 if it is absent. */
  readonly parallel?: number;
}

/** All items in order, with several concurrent reads: decoding runs in threads of its own. */
export async function* readAhead<T = Sample>(source: ReadSource<T>): AsyncGenerator<T> {
  const { length, parallel = 4 } = source;
  const underWay: Promise<T>[] = [];
  try {
    for (let next = 0; next < length || underWay.length > 0;) {
      while (next < length && underWay.length < parallel) underWay.push(start(source, next++));
      yield await underWay.shift()!;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** Starts a read. It may fail while an earlier one is awaited; its error is thrown when it is awaited itself. */
function start<T>(source: ReadSource<T>, index: number): Promise<T> {
  const read = source.read(index);
  read.catch(() => undefined);
  return read;
}
