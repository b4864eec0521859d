import { TesseraError } from '../../core/errors/index.ts';
import { isUnreadable, type UnreadableSample } from '../sources/unreadable.ts';
import { examine } from '../sources/sample-facts.ts';
import { startSurvey } from '../survey/survey-counts.ts';
import type { SplitSurvey } from '../survey/survey.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { type ImageSize, type Sample, type SampleSource } from '../sample.ts';

export interface ReplacedSource {
  readonly source: SampleSource;
  /** The samples that could not be read so far, in order. */
  unreadable(): readonly UnreadableSample[];
  /** The survey of the samples that were read so far. */
  survey(): SplitSurvey;
  /** After this call nothing is replaced: a read that fails throws. */
  stop(): void;
}

/**
 * Surveys the samples on their way, and replaces each sample that cannot be read by a wholly ignored one, so that one
 * pass finds every problem. Without `keepGoing`, reading the last sample throws the problems of all, so that no storage
 * keeps the split.
 */
export function replaceUnreadable(source: SampleSource, size: ImageSize, keepGoing: boolean): ReplacedSource {
  let active = true;
  const found: UnreadableSample[] = [];
  const counts = startSurvey();
  const reads: Promise<void>[] = [];
  const readOrReplace = async (index: number): Promise<Sample> => {
    try {
      const { sample, facts } = await examine(source, index);
      counts.add(index, facts);
      return sample;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      found.push({ index, problems: error.problems });
      counts.addUnreadable(index, error.problems);
      return ignoredSample(source.name(index), size);
    }
  };
  const survey = () => counts.result(source.length);
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
  return { source: { ...source, read, unreadable, survey }, unreadable, survey, stop };
}

function ignoredSample(name: string, { height, width }: ImageSize): Sample {
  const pixels = height * width;
  return { name, height, width, image: new Uint8Array(pixels * 3), mask: new Uint8Array(pixels).fill(IGNORE_INDEX) };
}
