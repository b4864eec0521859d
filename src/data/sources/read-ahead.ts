import type { Sample } from '../sample.ts';

/** Whatever is read by position. */
export interface ReadSource<T> {
  readonly length: number;
  read(index: number): Promise<T>;
  /** How many reads are worth having under way at a time; 4 unless told. */
  readonly parallel?: number;
}

/** Every item in order, with several reads under way: decoding runs in threads of its own. */
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

/** A read may fail while an earlier one is awaited; whoever awaits it gets the error then. */
function start<T>(source: ReadSource<T>, index: number): Promise<T> {
  const read = source.read(index);
  read.catch(() => undefined);
  return read;
}
