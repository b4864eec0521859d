import { join } from 'node:path';
import { sha256 } from '../../core/file-hash.ts';
import { exists } from '../../core/exists.ts';
import { keep, readKept } from '../../core/json-cache.ts';
import { splitNames, type SplitName } from '../dataset.ts';
import type { SplitFingerprint } from './fingerprint-dataset.ts';

/** Name and hash of each sample of a split. */
export type SampleList = readonly (readonly [name: string, hash: string])[];

/** Keeps the samples of a split under its fingerprint, so that what has changed since can be named. */
export async function keepSamples(cache: string, fingerprint: string, samples: SampleList): Promise<void> {
  const file = fileOf(cache, fingerprint);
  if (!(await exists(file))) await keep(file, samples);
}

type Fingerprints = Readonly<Record<SplitName, SplitFingerprint>>;

/** How many names are told of each kind of change. */
const NAMED = 3;

/**
 * Which samples are gone, new, or have other content, one line for each kind; nothing if the lists of these
 * fingerprints aren't kept in `cache`. A sample that only moved to another split is none of them.
 */
export async function describeSamples(cache: string, before: Fingerprints, now: Fingerprints): Promise<string[]> {
  const [old, current] = [await samplesOf(cache, before), await samplesOf(cache, now)];
  if (!old || !current) return [];
  const gone = [...old.keys()].filter((name) => !current.has(name));
  const added = [...current.keys()].filter((name) => !old.has(name));
  const other = [...old.keys()].filter((name) => current.has(name) && current.get(name) !== old.get(name));
  return [...told(gone, 'gone'), ...told(added, 'new'), ...told(other, 'of other content')];
}

async function samplesOf(cache: string, fingerprints: Fingerprints): Promise<ReadonlyMap<string, string> | undefined> {
  const splits = splitNames.map((split) => fingerprints[split]).filter(({ samples }) => samples > 0);
  const lists = await Promise.all(splits.map(({ sha256: hash }) => readKept<SampleList>(fileOf(cache, hash))));
  return lists.every((list) => list !== undefined) ? new Map(lists.flat()) : undefined;
}

function told(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const first = names.toSorted().slice(0, NAMED).join(', ');
  const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : '';
  return [`${names.length} ${names.length === 1 ? 'sample is' : 'samples are'} ${what}: ${first}${more}`];
}

function fileOf(cache: string, fingerprint: string): string {
  return join(cache, `samples-${sha256(fingerprint).slice(0, 16)}.json`);
}
