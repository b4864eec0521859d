import { readAhead } from '../sources/read-ahead.ts';
import type { SampleSource } from '../sample.ts';

/** Stores nothing: reads every sample once, so that problems show before training starts. */
export async function readOnce(source: SampleSource, onProgress: (done: number) => void): Promise<SampleSource> {
  let done = 0;
  for await (const _ of readAhead(source)) onProgress(++done);
  return source;
}
