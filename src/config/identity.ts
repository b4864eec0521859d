import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Experiment } from '../../schemas/index.ts';
import { escapeTemplate } from './template.ts';
import { isRecord } from './walk-schema.ts';

/** 8 hex characters: what the run computes, whatever it is called and however the file spells it. */
export function experimentId(experiment: Experiment): string {
  const { name: _name, description: _description, loader, ...rest } = experiment;
  // Threads and prefetching change no batch.
  const meaning = { ...rest, loader: { on_bad_sample: loader.on_bad_sample } };
  return createHash('sha256').update(canonical(meaning)).digest('hex').slice(0, 8);
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  // A sweep calls this for each of its points: plain loops are several times faster than chains here.
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    if (value[key] === undefined) continue;
    if (fields !== '') fields += ',';
    fields += `${quotedKey(key)}:${canonical(value[key])}`;
  }
  return `{${fields}}`;
}

const quotedKeys = new Map<string, string>();

function quotedKey(key: string): string {
  const quoted = quotedKeys.get(key) ?? JSON.stringify(key);
  if (quotedKeys.size < 1000) quotedKeys.set(key, quoted);
  return quoted;
}

/** The resolved experiment as a file that gives the same experiment and id when it is loaded. */
export function experimentYaml(experiment: Experiment): string {
  return stringify(escaped(experiment), { lineWidth: 120, aliasDuplicateObjects: false });
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return escapeTemplate(value);
  if (Array.isArray(value)) return value.map(escaped);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)])) : value;
}
