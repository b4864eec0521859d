import { TesseraError } from '../../core/errors/index.ts';
import { isUnreadable, type UnreadableSample } from '../sources/unreadable.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { type ImageSize, type Sample, type SampleSource } from '../sample.ts';

export interface ReplacedSource {
  readonly source: SampleSource;
  /** What could not be read until now, in order. */
  unreadable(): readonly UnreadableSample[];
  /** From then on, reads fail as those of the source do. */
  stop(): void;
}

/**
 * Puts a wholly ignored sample in the place of each one that cannot be read, so that one pass finds every problem. Unless `keepGoing`,
 * the problems of all are thrown at the last sample, and no storage takes the split for whole.
 */
export function replaceUnreadable(source: SampleSource, size: ImageSize, keepGoing: boolean): ReplacedSource {
  let active = true;
  const found: UnreadableSample[] = [];
  const reads: Promise<void>[] = [];
  const readOrReplace = async (index: number): Promise<Sample> => {
    try {
      return await source.read(index);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      found.push({ index, problems: error.problems });
      return ignoredSample(source.name(index), size);
    }
  };
  const unreadable = () => found.toSorted((a, b) => a.index - b.index);
  const read: SampleSource['read'] = async (index, into) => {
    if (!active) return source.read(index, into);
    const sample = readOrReplace(index);
    reads.push(
      sample.then(
        () => undefined,
        () => undefined,
      ),
    );
    if (index < source.length - 1) return sample;
    await Promise.all(reads);
    if (found.length > 0 && !keepGoing) throw new TesseraError(unreadable().flatMap(({ problems }) => problems));
    return sample;
  };
  const stop = () => {
    active = false;
    reads.length = 0;
  };
  return { source: { ...source, read, unreadable }, unreadable, stop };
}

function ignoredSample(name: string, { height, width }: ImageSize): Sample {
  const pixels = height * width;
  return { name, height, width, image: new Uint8Array(pixels * 3), mask: new Uint8Array(pixels).fill(IGNORE_INDEX) };
}
