import type { Sample, SampleSource } from './sample.ts';

/** Every sample in order, with up to `depth` reads under way: decoding runs in threads of its own. */
export async function* readAhead(source: SampleSource, depth = source.parallel ?? 4): AsyncGenerator<Sample> {
  const underWay: Promise<Sample>[] = [];
  try {
    for (let next = 0; next < source.length || underWay.length > 0; ) {
      while (next < source.length && underWay.length < depth) underWay.push(start(source, next++));
      yield await underWay.shift()!;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** A read may fail while an earlier one is awaited; whoever awaits it gets the error then. */
function start(source: SampleSource, index: number): Promise<Sample> {
  const read = source.read(index);
  read.catch(() => undefined);
  return read;
}
