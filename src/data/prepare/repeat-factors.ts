import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { Sampling } from '../dataset.ts';
import type { SampleSource } from '../sample.ts';
import { readAhead } from '../sources/read-ahead.ts';

/**
 * How often each sample is drawn, compared with one without rare classes: the largest of max(1, sqrt(threshold / f))
 * over its classes, where f is the share of the samples that have the class (Gupta et al. 2019, LVIS, section 4.1).
 * Reads every sample once.
 */
export async function repeatFactors(source: SampleSource, { repeatThreshold }: Sampling): Promise<number[]> {
  const { length, parallel } = source;
  const read = async (index: number) => ({ index, labels: labelsIn((await source.read(index)).mask) });
  const labels: (readonly number[])[] = [];
  for await (const sample of readAhead({ length, read, ...(parallel !== undefined && { parallel }) }))
    labels[sample.index] = sample.labels;
  const samplesWith = new Map<number, number>();
  for (const label of labels.flat()) samplesWith.set(label, (samplesWith.get(label) ?? 0) + 1);
  const factorOf = (label: number) => Math.sqrt((repeatThreshold * length) / samplesWith.get(label)!);
  return labels.map((own) => Math.max(1, ...own.map(factorOf)));
}

/** The labels of a mask, each once, without that of ignored pixels. */
function labelsIn(mask: Uint8Array): number[] {
  const seen = new Uint8Array(256);
  for (const label of mask) seen[label] = 1;
  return [...seen.keys()].filter((label) => seen[label] === 1 && label !== IGNORE_INDEX);
}
